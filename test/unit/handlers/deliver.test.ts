import { Logger } from '@aws-lambda-powertools/logger';
import { SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serializeNotification } from '../../../contract/notification.ts';
import { type DeliveryDeps, deliver } from '../../../handlers/deliver.ts';
import { aNotification } from '../../support/a-notification.ts';
import { anSqsRecord } from '../../support/an-sqs-record.ts';
import { captureOutput } from '../../support/captured-output.ts';

/** Whatever of a notification must not appear in a log. */
const PERSONAL = /ada|lovelace|example\.com|secret/i;

/** Stands for SES behind the SDK: accepts every email, or answers each with `refusal`. */
function depsWith(refusal?: unknown): DeliveryDeps & { readonly sent: SendEmailCommandInput[] } {
  const sent: SendEmailCommandInput[] = [];
  const send = async (command: unknown) => {
    if (!(command instanceof SendEmailCommand)) throw new Error(`SES was sent ${command}`);
    if (refusal !== undefined) throw refusal;
    sent.push(command.input);
    return { MessageId: `ses-${sent.length}` };
  };
  const ses = { send } as unknown as DeliveryDeps['ses'];
  return { ses, source: 'sender@example.com', logger: new Logger({ serviceName: 'emailer' }), sent };
}

function aRecordOf(parts: Parameters<typeof aNotification>[0], receiveCount = 1) {
  const body = serializeNotification(
    aNotification({
      recipient: 'Ada Lovelace <ada@example.com>',
      body: 'secret',
      subject: 'secret',
      ...parts,
    }),
  );
  return anSqsRecord({ body, messageId: 'sqs-1', receiveCount });
}

describe('deliver', () => {
  let output: ReturnType<typeof captureOutput>;

  beforeEach(() => {
    output = captureOutput();
  });

  afterEach(() => {
    output.restore();
  });

  it('sends the notification of a record as one email', async () => {
    const deps = depsWith();

    await deliver(aRecordOf({ id: 'order-1' }), deps);

    expect(deps.sent).toHaveLength(1);
    expect(deps.sent[0]).toMatchObject({
      Source: 'sender@example.com',
      Destination: { ToAddresses: ['Ada Lovelace <ada@example.com>'] },
      Message: { Subject: { Data: 'secret', Charset: 'UTF-8' } },
    });
  });

  it('logs a sent email in one line by its ids', async () => {
    await deliver(aRecordOf({ id: 'order-1' }, 2), depsWith());

    expect(output.logs()).toEqual([
      expect.objectContaining({
        level: 'INFO',
        message: 'Email sent',
        notificationId: 'order-1',
        sqsMessageId: 'sqs-1',
        sesMessageId: 'ses-1',
        receiveCount: 2,
      }),
    ]);
    expect(output.lines.join('\n')).not.toMatch(PERSONAL);
  });

  it('throws what SES answers as the cause, and logs its name in one line', async () => {
    const refusal = Object.assign(new Error('Email address is not verified: ada@example.com'), {
      name: 'MessageRejected',
    });

    await expect(deliver(aRecordOf({ id: 'order-1' }, 3), depsWith(refusal))).rejects.toThrow(
      expect.objectContaining({ message: 'Email not sent', cause: refusal }),
    );
    expect(output.logs()).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'Email not sent',
        notificationId: 'order-1',
        sqsMessageId: 'sqs-1',
        errorName: 'MessageRejected',
        receiveCount: 3,
      }),
    ]);
    expect(output.lines.join('\n')).not.toMatch(PERSONAL);
  });

  it('logs the code of a network error, whose name says nothing', async () => {
    const refusal = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

    await expect(deliver(aRecordOf({}), depsWith(refusal))).rejects.toThrow('Email not sent');

    expect(output.logs()).toMatchObject([{ errorName: 'Error', errorCode: 'ECONNREFUSED' }]);
  });

  it('throws an error even where null was thrown, which would break the whole batch', async () => {
    await expect(deliver(aRecordOf({}), depsWith(null))).rejects.toThrow(new Error('Email not sent'));
  });

  it('logs fields and expectations of an invalid payload without its values, and sends nothing', async () => {
    const deps = depsWith();
    const body = JSON.stringify({ id: 'order-1', subject: 'secret\nline', body: 1, recipient: 'ada@' });

    await expect(deliver(anSqsRecord({ body, messageId: 'sqs-1' }), deps)).rejects.toThrow('Email not sent');

    expect(output.logs()).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        notificationId: 'order-1',
        sqsMessageId: 'sqs-1',
        errorName: 'InvalidNotificationError',
        receiveCount: 1,
        issues: [
          { field: 'subject', expected: 'a text without line breaks' },
          { field: 'body', expected: 'a string' },
          { field: 'recipient', expected: 'an email address' },
        ],
      }),
    ]);
    expect(output.lines.join('\n')).not.toMatch(PERSONAL);
    expect(deps.sent).toEqual([]);
  });

  it.each([
    ['no JSON', 'ada@example.com', [{ field: 'notification', expected: 'JSON' }]],
    [
      'the envelope of SNS',
      JSON.stringify({ Type: 'Notification', Message: serializeNotification(aNotification()) }),
      ['subject', 'body', 'recipient'].map((field) => ({ field, expected: 'a value' })),
    ],
  ])('takes %s for an invalid payload', async (_, body, issues) => {
    await expect(deliver(anSqsRecord({ body }), depsWith())).rejects.toThrow('Email not sent');

    expect(output.logs()).toMatchObject([{ errorName: 'InvalidNotificationError', issues }]);
    expect(output.lines.join('\n')).not.toMatch(PERSONAL);
  });
});
