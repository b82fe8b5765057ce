import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { LOCAL_CREDENTIALS } from '../../contract/local-stack-file.ts';
import { NotificationStatusReader } from '../../status/index.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { sqsOf } from '../support/messages/queues.ts';
import { idsOf, Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

const HOUR = 3_600_000;

/** In words that are in no table, with somebody's address in them. */
const REFUSED = {
  code: 'MessageRejected',
  message: 'No mail to <ada@example.com> under plan 7.',
  status: 400,
};

/** Each may give up two before it knows that the fault is not theirs. */
const WORKERS = 2;

/** Everything that is published is sent once, is still in the queue, or is a dead letter with its reason. */
describe('the delivery of a pipeline', () => {
  describe('with limits', () => {
    let ledger: Ledger;

    afterEach(() => ledger.close());

    it('sends a burst over the rate at the rate, each once, and throttles nothing', async () => {
      ledger = await Ledger.open(
        { ...WITH_FEEDBACK, sendRate: 20 },
        { ses: { sendRate: 20, latencyMilliseconds: 50 }, clock: 'real' },
      );
      const ids = idsOf(40);

      await ledger.publish(ids);

      expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
      const { throttled } = await ledger.stack.ses.counts();
      expect(throttled).toBeLessThanOrEqual(5);
    });

    it('sends an email to many once to all of them, and keeps to the rate in recipients', async () => {
      ledger = await Ledger.open({ sendRate: 20 }, { ses: { sendRate: 20, dailyQuota: 132 }, clock: 'real' });
      const ids = idsOf(4);
      const recipient = Array.from({ length: 30 }, (_, n) => `a${n}@example.com`);

      await ledger.publish(ids, {
        recipient,
        cc: 'kim@example.com',
        bcc: ['lee@example.com', 'max@example.com'],
      });

      expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
      const emails = await ledger.stack.ses.emails();
      expect(emails[0]?.destination).toEqual({
        to: recipient,
        cc: ['kim@example.com'],
        bcc: ['lee@example.com', 'max@example.com'],
      });
      expect((await ledger.stack.ses.counts()).throttled).toBeLessThanOrEqual(ids.length);
    });

    it('sends headers, and who may unsubscribe how, beside everything else', async () => {
      ledger = await Ledger.open(WITH_FEEDBACK, { ses: {}, clock: 'real' });

      await ledger.publish(['headers'], {
        ...{
          subject: 'Grüße',
          body: 'Grüße\n漢字',
          html: '<p>Grüße</p>',
          recipient: 'Grüße <ada@example.com>',
        },
        ...{ cc: ['kim@example.com'], bcc: ['lee@example.com'], replyTo: 'help@example.com' },
        headers: { 'X-Campaign': 'may', 'In-Reply-To': '<a@example.com>' },
        unsubscribe: { url: 'https://example.com/u?id=1', mailto: 'leave@example.com' },
      });

      expect(await ledger.settled()).toEqual({ sent: ['Grüße'], deadLetters: 0 });
      expect(await ledger.stack.ses.emails()).toMatchObject([
        {
          subject: 'Grüße',
          body: {
            text: expect.stringMatching(/^Grüße\n漢字\s*$/),
            html: expect.stringContaining('<p>Grüße</p>'),
          },
          destination: {
            to: ['"Grüße" <ada@example.com>'],
            cc: ['kim@example.com'],
            bcc: ['lee@example.com'],
          },
          replyTo: ['help@example.com'],
          headers: [
            { name: 'X-Campaign', value: 'may' },
            { name: 'In-Reply-To', value: '<a@example.com>' },
            { name: 'List-Unsubscribe', value: '<https://example.com/u?id=1>, <mailto:leave@example.com>' },
            { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
          ],
          tags: [
            { name: 'notification-id', value: 'headers' },
            { name: 'emailer', value: ledger.pipeline.functions.emailer },
          ],
        },
      ]);
    });

    it('sends attachments, one of them an image in the HTML', async () => {
      ledger = await Ledger.open({}, { ses: {}, clock: 'real' });

      await ledger.publish(['files'], {
        body: undefined,
        html: '<img src="cid:logo">',
        attachments: [
          { filename: 'Grüße.txt', content: Buffer.from('Grüße').toString('base64') },
          { filename: 'logo.gif', content: 'R0lGODlhAQABAAAAACwAAAAAAQABAAA=', contentId: 'logo' },
        ],
      });

      expect(await ledger.settled()).toEqual({ sent: ['files'], deadLetters: 0 });
      expect(await ledger.stack.ses.emails()).toMatchObject([
        {
          body: { html: expect.stringContaining('<img src=') },
          attachments: [
            { filename: 'logo.gif', contentType: 'image/gif', content: 'R0lGODlhAQABAAAAACwAAAAAAQABAAA=' },
            {
              filename: 'Grüße.txt',
              contentType: 'text/plain',
              content: Buffer.from('Grüße').toString('base64'),
            },
          ],
        },
      ]);
    });

    it('has the group of a tenant in the queue, and in its dead letter', async () => {
      ledger = await Ledger.open({}, { ses: { error: REFUSED }, clock: 'real' });

      await ledger.publish(['acme'], { tenant: 'acme' });
      await ledger.loggedTimes('Notification rejected', 1);

      const { Messages } = await sqsOf(ledger.stack).send(
        new ReceiveMessageCommand({
          QueueUrl: ledger.pipeline.deadLetterQueueUrl,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      expect(Messages).toMatchObject([{ Attributes: { MessageGroupId: 'acme' } }]);
    });

    it('holds back from whom a guard does not allow, and says for whom it redirects', async () => {
      const props = { deliverOnlyTo: ['@example.org'], redirectTo: 'Team <team@example.net>' };
      ledger = await Ledger.open(props, { ses: {}, clock: 'real' });

      await ledger.publish(['both'], { recipient: 'ada@example.com', bcc: 'kim@example.org' });
      await ledger.drained();

      expect(await ledger.stack.ses.emails()).toMatchObject([
        {
          subject: '(for ada@example.com) both',
          destination: { to: ['Team <team@example.net>'], cc: [], bcc: ['kim@example.org'] },
        },
      ]);
    });

    it('sends nothing, and has no dead letter, where a guard leaves nobody; and sends it once it is gone', async () => {
      ledger = await Ledger.open({ deliverOnlyTo: ['@example.org'] }, { ses: {}, clock: 'real' });

      await ledger.publish(['copy'], { recipient: 'ada@example.com', cc: 'kim@example.org' });
      await ledger.publish(['nobody'], { recipient: ['ada@example.com', 'max@example.com'] });

      expect(await ledger.settled()).toEqual({ sent: ['copy'], deadLetters: 0 });
      expect(await ledger.stack.ses.emails()).toMatchObject([
        { subject: 'copy', destination: { to: [], cc: ['kim@example.org'], bcc: [] } },
      ]);
      expect(ledger.lines.filter((line) => line.includes('Email withheld'))).toEqual([
        expect.stringContaining('"notificationId":"nobody"'),
      ]);
      const { region, endpoints } = ledger.stack;
      const client = new DynamoDBClient({
        region,
        endpoint: endpoints.dynamodb,
        credentials: LOCAL_CREDENTIALS,
      });
      const { tableName = '' } = ledger.pipeline;
      expect(await new NotificationStatusReader({ client, tableName }).status('nobody')).toMatchObject({
        state: 'withheld',
        history: [{ kind: 'withheld', recipients: 2 }],
      });
      client.destroy();
    });

    it('follows the account’s rate where no rate is given, as in the sandbox', async () => {
      ledger = await Ledger.open({ sendRate: undefined }, { ses: { sendRate: 3 }, clock: 'real' });
      const ids = idsOf(12);

      await ledger.publish(ids);

      expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
      expect((await ledger.stack.ses.counts()).throttled).toBeLessThanOrEqual(2);
    });

    it('holds what the daily quota does not allow until it frees, and calls SES little meanwhile', async () => {
      ledger = await Ledger.open({ retryFor: Duration.days(2) }, { ses: { dailyQuota: 2 } });
      const ids = idsOf(3);
      const start = ledger.stack.now();

      await ledger.publish(ids.slice(0, 2));
      await ledger.drained();
      await ledger.stack.sleep(21 * HOUR);
      await ledger.publish(ids.slice(2));

      expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
      expect(ledger.stack.now() - start).toBeGreaterThan(24 * HOUR);
      const held = ledger.logged('Email held');
      expect(held[0]).toMatchObject({ reason: 'daily-quota' });
      expect(held.length).toBeGreaterThan(5);
      const { throttled } = await ledger.stack.ses.counts();
      expect(throttled).toBeLessThan(5);
      // Of what is held without asking SES there is no record.
      expect((await ledger.stack.usage()).requests.dynamodb.PutItem).toBe(ids.length + throttled);
    });
  });

  describe('without any', () => {
    let ledger: Ledger;

    beforeAll(async () => {
      ledger = await Ledger.open({ retryFor: Duration.hours(6) });
    });

    afterEach(() => ledger.reset());

    afterAll(() => ledger.close());

    it('keeps what an outage of hours fails, and sends it once when that is over', async () => {
      await ledger.stack.ses.configure({ outage: true });
      const ids = idsOf(3, 'outage');

      await ledger.publish(ids);
      await ledger.stack.sleep(3 * HOUR);
      expect(await ledger.queueDepth()).toBe(ids.length);
      await ledger.stack.ses.configure({ outage: false });

      expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    });

    it('gives up at the end of the horizon what an outage outlasts, with its last error', async () => {
      await ledger.stack.ses.configure({ outage: true });
      const start = ledger.stack.now();

      await ledger.publish(['outlasted']);
      await ledger.drained();

      const [letter] = await ledger.deadLetters(1);
      expect(letter?.evidence).toMatchObject({
        reason: 'expired',
        error: 'ServiceUnavailable',
        id: 'outlasted',
        redrives: 0,
      });
      expect(Number(letter?.evidence.attempts)).toBeGreaterThan(28);
      expect(Date.parse(String(letter?.evidence.deadLettered)) - start).toBeGreaterThan(5.9 * HOUR);
      expect(Date.parse(String(letter?.evidence.deadLettered)) - start).toBeLessThan(6.1 * HOUR);
      expect(await ledger.settled()).toEqual({ sent: [], deadLetters: 1 });
    });

    it('holds everything while the account is paused, and sends it once an operator has cured that', async () => {
      const { ses } = ledger.stack;
      await ses.configure({ paused: true });
      const before = await ses.counts();
      const ids = idsOf(100, 'paused');

      await ledger.publish(ids);
      await ledger.loggedTimes('Email held', 100);
      const { refused } = await ses.counts();
      await ses.configure({ paused: null });

      expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
      // A few calls in a row show that asking again is in vain.
      expect(refused - before.refused).toBeLessThan(80);
    });

    it('holds what SES refuses one after another in words that nobody knows, but for the first few', async () => {
      const { ses } = ledger.stack;
      await ses.configure({ error: REFUSED });
      const ids = idsOf(100, 'alike');

      await ledger.publish(ids);
      await ledger.loggedTimes('Email held', 100 - 2 * WORKERS);
      await ses.configure({ error: null });

      const { sent, deadLetters } = await ledger.settled();
      expect(deadLetters).toBeGreaterThanOrEqual(2);
      expect(deadLetters).toBeLessThanOrEqual(2 * WORKERS);
      expect(sent).toHaveLength(ids.length - deadLetters);
      expect(ledger.logged('Email held')[0]).toMatchObject({ reason: 'refused-alike' });
    });

    it('gives up each at once that SES refuses for its recipient, however many come in a row', async () => {
      await ledger.stack.ses.configure({ verified: ['sender@example.com'] });

      await ledger.publish(idsOf(30, 'sandbox'));

      expect(await ledger.settled()).toEqual({ sent: [], deadLetters: 30 });
      expect(ledger.logged('Email held')).toEqual([]);
    });

    it('sets aside at once what can never be sent, with its reason, after one call of SES', async () => {
      const callsOfSes = async () => (await ledger.stack.usage()).requests.ses.SendEmail ?? 0;
      await ledger.stack.ses.configure({ verified: ['sender@example.com', 'ada@example.com'] });
      const before = await callsOfSes();

      await ledger.publish(['refused'], { recipient: 'eve@example.com' });
      await ledger.publish(['fine']);

      const [letter] = await ledger.deadLetters(1);
      expect(letter?.evidence).toMatchObject({
        reason: 'recipient-not-verified',
        error: 'MessageRejected',
        attempts: 1,
        id: 'refused',
        published: expect.stringMatching(/^\d{4}-/),
      });
      expect(JSON.stringify(letter?.evidence)).not.toMatch(/eve|example/);
      expect(await ledger.settled()).toEqual({ sent: ['fine'], deadLetters: 1 });
      expect((await callsOfSes()) - before).toBe(2);
    });

    it('holds everything while the sender is not verified', async () => {
      await ledger.stack.ses.configure({ verified: ['ada@example.com'] });

      await ledger.publish(['unverified']);
      await ledger.loggedTimes('Email held', 2);
      expect(ledger.logged('Email held')[0]).toMatchObject({ reason: 'sender-not-verified' });
      await ledger.stack.ses.configure({ verified: null });

      expect(await ledger.settled()).toEqual({ sent: ['unverified'], deadLetters: 0 });
    });

    it('sets aside at once what is no notification', async () => {
      const bodies = ['not JSON', '{}', JSON.stringify({ ...aNotification(), recipient: 'nobody at all' })];

      for (const MessageBody of bodies) {
        const { queueUrl: QueueUrl } = ledger.pipeline;
        await sqsOf(ledger.stack).send(new SendMessageCommand({ QueueUrl, MessageBody }));
      }

      const letters = await ledger.deadLetters(3);
      expect(letters.map(({ evidence }) => evidence.reason)).toEqual(['invalid', 'invalid', 'invalid']);
      expect(letters.map(({ message }) => message.Body).sort()).toEqual(bodies.sort());
      expect(await ledger.settled()).toEqual({ sent: [], deadLetters: 3 });
    });
  });
});
