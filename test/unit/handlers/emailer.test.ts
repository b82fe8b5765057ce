import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import sesLocal from 'aws-ses-v2-local';
import { serializeNotification } from '../../../contract/notification.ts';
import { aNotification } from '../../support/a-notification.ts';
import { anSqsRecord } from '../../support/an-sqs-record.ts';
import { captureOutput } from '../../support/captured-output.ts';

const context = {
  functionName: 'emailer',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 2,
} as Context;

function good(messageId: string, parts: Parameters<typeof aNotification>[0] = {}): SQSRecord {
  return anSqsRecord({ messageId, body: serializeNotification(aNotification({ id: messageId, ...parts })) });
}

function bad(messageId: string): SQSRecord {
  return anSqsRecord({ messageId, body: JSON.stringify({ ...aNotification(), recipient: 'ada@' }) });
}

describe('handler of the emailer', () => {
  let ses: Awaited<ReturnType<typeof sesLocal.default>>;
  let endpoint: string;
  let handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  let output: ReturnType<typeof captureOutput>;

  async function inbox(): Promise<{ messageId: string; subject: string; body: unknown; from: string }[]> {
    const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as { emails: [] };
    return emails;
  }

  beforeAll(async () => {
    ses = await sesLocal.default({ host: '127.0.0.1', port: 0 });
    endpoint = `http://127.0.0.1:${(ses.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SES: endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      MAILROOM_SOURCE_ADDRESS: 'Ärzte <sender@example.com>',
      POWERTOOLS_LOGGER_LOG_EVENT: 'true',
      AWS_LAMBDA_LOG_LEVEL: 'DEBUG',
    });
    ({ handler } = await import('../../../handlers/emailer.ts'));
  });

  afterAll(() => new Promise((resolve) => ses.close(resolve)));

  beforeEach(async () => {
    await fetch(`${endpoint}/clear-store`, { method: 'POST' });
    output = captureOutput();
  });

  afterEach(() => {
    output.restore();
  });

  it('takes two arguments at most, since Node.js 24 refuses a handler with a callback', () => {
    expect(handler.length).toBeLessThanOrEqual(2);
  });

  it('is the only export of its module', async () => {
    expect(Object.keys(await import('../../../handlers/emailer.ts'))).toEqual(['handler']);
  });

  it('sends the good records of a batch and reports the bad, each logged once without personal data', async () => {
    const Records = [good('1', { subject: 'first' }), bad('2'), good('3', { subject: 'third' }), bad('4')];

    const response = await handler({ Records }, context);

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '4' }] });
    const emails = await inbox();
    expect(emails.map(({ subject }) => subject).sort()).toEqual(['first', 'third']);
    const logs = new Map(output.logs().map((line) => [line.sqsMessageId, line]));
    expect(output.lines).toHaveLength(Records.length);
    for (const id of ['2', '4'])
      expect(logs.get(id)).toMatchObject({ level: 'ERROR', errorName: 'InvalidNotificationError' });
    for (const [id, subject] of [
      ['1', 'first'],
      ['3', 'third'],
    ]) {
      expect(logs.get(id)).toMatchObject({
        level: 'INFO',
        notificationId: id,
        sesMessageId: emails.find((email) => email.subject === subject)?.messageId,
        function_request_id: 'request-1',
      });
    }
    expect(output.lines.join('\n')).not.toMatch(/ada|example\.com|Hello|Welcome|first|third/);
  });

  it('reports every record of a batch that fails as a whole', async () => {
    const response = await handler({ Records: [bad('1'), bad('2')] }, context);

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }] });
    expect(await inbox()).toEqual([]);
  });

  it('reports nothing once all is sent, also after a batch with failures', async () => {
    await handler({ Records: [bad('1')] }, context);

    expect(await handler({ Records: [good('2')] }, context)).toEqual({ batchItemFailures: [] });
  });

  it('carries UTF-8 in subject, text and HTML', async () => {
    const text = 'Grüße 漢字 🙂';

    await handler({ Records: [good('1', { subject: text, body: text, html: `<p>${text}</p>` })] }, context);

    expect(await inbox()).toMatchObject([
      {
        from: '=?UTF-8?B?w4RyenRl?= <sender@example.com>',
        subject: text,
        body: { text, html: `<p>${text}</p>` },
      },
    ]);
  });

  it('sends a body with a lone surrogate', async () => {
    expect(await handler({ Records: [good('1', { body: 'a\ud800b' })] }, context)).toEqual({
      batchItemFailures: [],
    });
    expect(await inbox()).toMatchObject([{ body: { text: 'a\ufffdb' } }]);
  });
});
