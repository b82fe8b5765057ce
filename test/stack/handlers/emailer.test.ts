import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import sesLocal from 'aws-ses-v2-local';
import { serializeNotification } from '../../../contract/notification.ts';
import { type AnEmailer, anEmailer, emailerContext } from '../../support/handlers/an-emailer.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

let count = 0;

function good(messageId: string, parts: Parameters<typeof aNotification>[0] = {}): SQSRecord {
  count += 1;
  const notification = aNotification({ id: `${messageId}-${count}`, ...parts });
  return anSqsRecord({ messageId, body: serializeNotification(notification) });
}

function bad(messageId: string): SQSRecord {
  return anSqsRecord({ messageId, body: JSON.stringify({ ...aNotification(), recipient: 'ada@' }) });
}

describe('handler of the emailer', () => {
  let ses: Awaited<ReturnType<typeof sesLocal.default>>;
  let endpoint: string;
  let emailer: AnEmailer;
  let output: ReturnType<typeof captureOutput>;

  async function inbox(): Promise<{ messageId: string; subject: string; body: unknown; from: string }[]> {
    const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as { emails: [] };
    return emails;
  }

  const metrics = (): Record<string, unknown>[] =>
    output.lines.filter((line) => line.includes('"_aws"')).map((line) => JSON.parse(line));
  const deadLetters = () => emailer.sqs.inspectQueue('dead-letters')?.messages.ready ?? [];

  beforeAll(async () => {
    ses = await sesLocal.default({ host: '127.0.0.1', port: 0 });
    endpoint = `http://127.0.0.1:${(ses.address() as AddressInfo).port}`;
    emailer = await anEmailer(endpoint, {
      MAILROOM_SOURCE_ADDRESS: 'Ärzte <sender@example.com>',
      POWERTOOLS_LOGGER_LOG_EVENT: 'true',
      AWS_LAMBDA_LOG_LEVEL: 'DEBUG',
    });
  });

  afterAll(async () => {
    await new Promise((resolve) => ses.close(resolve));
    await emailer.stop();
  });

  beforeEach(async () => {
    await fetch(`${endpoint}/clear-store`, { method: 'POST' });
    emailer.sqs.reset();
    output = captureOutput();
  });

  afterEach(() => {
    output.restore();
  });

  it('takes two arguments at most, since Node.js 24 refuses a handler with a callback', () => {
    expect(emailer.handler.length).toBeLessThanOrEqual(2);
  });

  it('is the only export of its module', async () => {
    expect(Object.keys(await import('../../../handlers/emailer.ts'))).toEqual(['handler']);
  });

  it('sends the good records of a batch and sets the bad aside, each logged once without personal data', async () => {
    const Records = [good('1', { subject: 'first' }), bad('2'), good('3', { subject: 'third' }), bad('4')];

    const response = await emailer.handler({ Records }, emailerContext);

    expect(response).toEqual({ batchItemFailures: [] });
    const emails = await inbox();
    expect(emails.map(({ subject }) => subject).sort()).toEqual(['first', 'third']);
    expect(deadLetters()).toHaveLength(2);
    const logs = output.logs().filter(({ sqsMessageId }) => sqsMessageId);
    expect(logs).toHaveLength(Records.length);
    const byMessage = new Map(logs.map((line) => [line.sqsMessageId, line]));
    for (const id of ['2', '4'])
      expect(byMessage.get(id)).toMatchObject({ level: 'ERROR', reason: 'invalid' });
    for (const [id, subject] of [
      ['1', 'first'],
      ['3', 'third'],
    ]) {
      expect(byMessage.get(id)).toMatchObject({
        level: 'INFO',
        sesMessageId: emails.find((email) => email.subject === subject)?.messageId,
        function_request_id: 'request-1',
      });
    }
    expect(output.lines.join('\n')).not.toMatch(/ada@|@example\.com|Hello|Welcome|first|third/);
  });

  it('writes metrics by the function’s name once for each invocation', async () => {
    await emailer.handler({ Records: [good('1'), bad('2')] }, emailerContext);

    expect(metrics().filter(({ Reason }) => Reason === undefined)).toMatchObject([
      {
        service: 'emailer',
        FunctionName: 'an-emailer',
        Sent: 1,
        Rejected: 1,
        Pace: expect.any(Number),
        SendRate: 1000,
        AgeAtReceive: [expect.any(Number), expect.any(Number)],
        DeliveryTime: expect.any(Number),
        _aws: { CloudWatchMetrics: [{ Namespace: 'Mailroom', Dimensions: [['service', 'FunctionName']] }] },
      },
    ]);
  });

  it('writes what became a dead letter by its reason', async () => {
    await emailer.handler({ Records: [bad('1'), good('2'), bad('3')] }, emailerContext);

    const deadLetter = {
      service: 'emailer',
      FunctionName: 'an-emailer',
      Reason: 'invalid',
      DeadLetters: 1,
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'Mailroom',
            Dimensions: [['service', 'FunctionName', 'Reason']],
            Metrics: [{ Unit: 'Count' }],
          },
        ],
      },
    };
    expect(metrics().filter(({ Reason }) => Reason !== undefined)).toMatchObject([deadLetter, deadLetter]);
  });

  it('writes when what is postponed came and is tried again by its reason', async () => {
    const twice = [good('1', { id: 'postponed' }), good('2', { id: 'postponed' })];

    await emailer.handler({ Records: twice }, emailerContext);

    expect(metrics().filter(({ Reason }) => Reason !== undefined)).toMatchObject([
      {
        FunctionName: 'an-emailer',
        Reason: 'in-progress',
        PostponedEntered: expect.any(Number),
        PostponedUntil: expect.any(Number),
        _aws: { CloudWatchMetrics: [{ Dimensions: [['service', 'FunctionName', 'Reason']] }] },
      },
    ]);
  });

  it('sends a notification once that a batch holds twice, and reports the second until that is known', async () => {
    const twice = [good('1', { id: 'twice' }), good('2', { id: 'twice' })];

    const first = await emailer.handler({ Records: twice }, emailerContext);
    const again = await emailer.handler({ Records: twice }, emailerContext);

    expect(first.batchItemFailures).toHaveLength(1);
    expect(again).toEqual({ batchItemFailures: [] });
    expect(await inbox()).toHaveLength(1);
  });

  it('reports nothing once all is sent, also after a batch with failures', async () => {
    await emailer.handler({ Records: [bad('1')] }, emailerContext);

    expect(await emailer.handler({ Records: [good('2')] }, emailerContext)).toEqual({
      batchItemFailures: [],
    });
  });

  it('gives a batch back for which its time does not suffice, and sends nothing of it', async () => {
    const context = { ...emailerContext, getRemainingTimeInMillis: () => 2_000 };

    const response = await emailer.handler({ Records: [good('1'), good('2')] }, context);

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }] });
    expect(await inbox()).toEqual([]);
  });

  it('carries UTF-8 in subject, text and HTML', async () => {
    const text = 'Grüße 漢字 🙂';

    await emailer.handler(
      { Records: [good('1', { subject: text, body: text, html: `<p>${text}</p>` })] },
      emailerContext,
    );

    expect(await inbox()).toMatchObject([
      {
        from: '=?UTF-8?B?w4RyenRl?= <sender@example.com>',
        subject: text,
        body: { text, html: `<p>${text}</p>` },
      },
    ]);
  });

  it('sends a body with a lone surrogate', async () => {
    const Records = [good('1', { body: 'a\ud800b' })];

    expect(await emailer.handler({ Records }, emailerContext)).toEqual({ batchItemFailures: [] });
    expect(await inbox()).toMatchObject([{ body: { text: 'a\ufffdb' } }]);
  });
});
