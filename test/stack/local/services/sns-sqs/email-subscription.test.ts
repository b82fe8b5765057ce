import { afterEach, describe, expect, it } from '@jest/globals';
import { type LocalSes, startSes } from '../../../../../local/services/ses/start-ses.ts';
import {
  EmailSubscription,
  isEmailProtocol,
} from '../../../../../local/services/sns-sqs/email-subscription.ts';
import type { QueueReader } from '../../../../../local/services/sns-sqs/queue-reader.ts';

const envelope = (parts: object) => JSON.stringify({ Type: 'Notification', TopicArn: 'arn:topic', ...parts });

describe('an EmailSubscription', () => {
  let ses: LocalSes | undefined;

  afterEach(() => ses?.stop());

  /** Brings messages to the inbox of a SES that is down; `refuse` has the first receive fail. */
  async function brought(protocol: string, bodies: readonly string[], refuse = false) {
    const inbox = await startSes({ port: 0, outage: true });
    ses = inbox;
    const ending = new AbortController();
    const lines: string[] = [];
    const settled: number[] = [];
    const deleted: (string | undefined)[] = [];
    let refuses = refuse;
    const reader: Pick<QueueReader, 'receive' | 'delete' | 'settled'> = {
      receive: async () => {
        if (refuses) {
          refuses = false;
          throw new Error('not yet');
        }
        return bodies.map((Body) => ({ Body, ReceiptHandle: Body }));
      },
      delete: async (messages) => {
        deleted.push(...messages.map(({ ReceiptHandle }) => ReceiptHandle));
        ending.abort();
      },
      settled: (messages) => settled.push(messages.length),
    };
    const target = { topicArn: 'arn:topic', protocol, endpoint: 'ada@example.com' };
    const log = (line: string) => lines.push(line);
    const dependencies = { reader: reader as QueueReader, inbox, signal: ending.signal, log };
    await new EmailSubscription(target, dependencies).run();
    return { emails: await inbox.emails(), lines, settled, deleted };
  }

  it('brings the subject and the text of each message, though SES is down', async () => {
    const bodies = [envelope({ Subject: 'ALARM', Message: 'Grüße' }), envelope({ Message: 'b' })];

    const { emails, deleted, settled } = await brought('email', bodies);

    expect(emails).toMatchObject([
      {
        from: 'AWS Notifications <no-reply@sns.amazonaws.com>',
        destination: { to: ['ada@example.com'], cc: [], bcc: [] },
        subject: 'ALARM',
        body: { text: 'Grüße' },
      },
      { subject: 'AWS Notification Message', body: { text: 'b' } },
    ]);
    expect([deleted, settled]).toEqual([bodies, [2]]);
  });

  it('brings the envelope where that is asked for', async () => {
    const body = envelope({ Message: 'a' });

    expect((await brought('email-json', [body])).emails).toMatchObject([{ body: { text: body } }]);
  });

  it('goes on after a failure, and says so', async () => {
    const { emails, lines } = await brought('email', [envelope({ Message: 'a' })], true);

    expect(emails).toHaveLength(1);
    expect(lines).toEqual(['could not bring messages of arn:topic to ada@example.com: Error: not yet']);
  });
});

describe('isEmailProtocol', () => {
  it.each([
    ['email', true],
    ['email-json', true],
    ['sqs', false],
    [undefined, false],
  ])('says of %s: %s', (protocol, expected) => {
    expect(isEmailProtocol(protocol)).toBe(expected);
  });
});
