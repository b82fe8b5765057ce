import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serializeNotification } from '../../../contract/notification.ts';
import { deliver, NotDeliveredError } from '../../../handlers/deliver.ts';

import { Doubt } from '../../../handlers/doubt.ts';

import type { Failure } from '../../../handlers/failure.ts';

import { HoldCircuit } from '../../../handlers/hold-circuit.ts';
import { NotSentError } from '../../../handlers/not-sent.ts';
import { ALWAYS, type Once } from '../../../handlers/once.ts';
import { aWorker } from '../../support/handlers/a-worker.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord, aStringAttribute } from '../../support/messages/an-sqs-record.ts';

const NOW = Date.UTC(2027, 0, 15, 8);
const DAY = 86_400_000;
const LATEST = NOW + 30_000;
const now = () => NOW;

/** Whatever of a notification must not appear in a log or in evidence. */
const PERSONAL = /ada|lovelace|example\.com|secret/i;

const HANDLE = 'handle of sqs-1';

function aServiceError(name: string, message = 'to ada@example.com', httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

function aRecord(
  parts: Partial<Parameters<typeof anSqsRecord>[0]> = {},
  notification: Parameters<typeof aNotification>[0] = {},
) {
  const content = {
    recipient: 'Ada Lovelace <ada@example.com>',
    body: 'secret',
    subject: 'secret',
    id: 'order-1',
  };
  const body = serializeNotification(aNotification({ ...content, ...notification }));
  return anSqsRecord({ body, messageId: 'sqs-1', enteredAt: NOW - 2_000, ...parts });
}

function evidenceOf(deeds: ReturnType<typeof aWorker>['deeds']): Record<string, unknown> {
  return JSON.parse(deeds.deadLetters[0]?.MessageAttributes?.mailroom?.StringValue ?? '{}');
}

describe('deliver', () => {
  let output: ReturnType<typeof captureOutput>;

  beforeEach(() => {
    output = captureOutput();
  });

  afterEach(() => {
    output.restore();
    expect(output.lines.join('\n')).not.toMatch(PERSONAL);
  });

  describe('of what SES accepts', () => {
    it('sends it at its slot, tagged by its id', async () => {
      const { deps, deeds } = aWorker({}, { now });

      await deliver(aRecord(), LATEST, deps);

      expect(deeds.slots).toBe(1);
      expect(deeds.sent).toMatchObject([
        {
          Source: 'Sender <sender@example.com>',
          Destination: { ToAddresses: ['Ada Lovelace <ada@example.com>'] },
          Tags: [{ Name: 'notification-id', Value: 'order-1' }],
        },
      ]);
      expect([deeds.deadLetters, deeds.hidden]).toEqual([[], {}]);
    });

    it('tells so in one line and by metrics', async () => {
      const { deps, deeds } = aWorker({}, { now });

      await deliver(aRecord({ receiveCount: 2 }), LATEST, deps);

      expect(output.logs()).toEqual([
        expect.objectContaining({
          level: 'INFO',
          message: 'Email sent',
          notificationId: 'order-1',
          sqsMessageId: 'sqs-1',
          sesMessageId: 'ses-1',
          receiveCount: 2,
          ageSeconds: 2,
        }),
      ]);
      expect(deeds.metrics).toEqual({ AgeAtReceive: [2], Sent: [1], DeliveryTime: [2_000] });
    });

    it('measures its time from publishing, where that is known', async () => {
      const { deps, deeds } = aWorker({}, { now });
      const published = new Date(NOW - 2_345).toISOString();
      const mailroom = aStringAttribute(JSON.stringify({ published }));

      await deliver(aRecord({ messageAttributes: { mailroom } }), LATEST, deps);

      expect(deeds.metrics.DeliveryTime).toEqual([2_345]);
    });

    it('is done with it although its record could not be written, and says that too', async () => {
      const once: Pick<Once, 'send'> = {
        send: async (_id, _notification, send) => ({
          ...(await send(new Doubt())),
          isNew: true,
          recordError: Object.assign(new Error('ada@example.com'), { name: 'InternalServerError' }),
        }),
      };
      const { deps } = aWorker({}, { now, once });

      await deliver(aRecord(), LATEST, deps);

      expect(output.logs()).toMatchObject([
        { message: 'Email sent' },
        { level: 'ERROR', message: 'Sent, but not recorded', errorName: 'InternalServerError' },
      ]);
    });
  });

  describe('of what a guard holds back', () => {
    const deliverOnlyTo = [{ localPart: undefined, domain: 'example.org' }];
    const neverAsked: Pick<Once, 'send'> = {
      send: async () => {
        throw new Error('the table was asked');
      },
    };

    it('sends and records nothing where nobody is left, counts it, and is done with it', async () => {
      const guard = { deliverOnlyTo, redirectTo: undefined };
      const { deps, deeds } = aWorker({}, { now, guard, once: neverAsked });

      await deliver(aRecord({}, { cc: 'kim@example.com' }), LATEST, deps);

      expect([deeds.sent, deeds.slots, deeds.deadLetters, deeds.hidden]).toEqual([[], 0, [], {}]);
      expect(deeds.metrics).toEqual({ AgeAtReceive: [2], Withheld: [1] });
      expect(output.logs()).toMatchObject([
        { level: 'INFO', message: 'Email withheld', notificationId: 'order-1', withheldRecipients: 2 },
      ]);
    });

    it('tells it in its history, and is done with it all the same where that fails', async () => {
      const told: unknown[] = [];
      const histories = {
        add: async (tag: string, events: readonly unknown[]) => {
          told.push([tag, events]);
          throw aServiceError('InternalServerError');
        },
      };
      const { deps, deeds } = aWorker(
        {},
        { now, guard: { deliverOnlyTo, redirectTo: undefined }, histories },
      );

      await deliver(aRecord(), LATEST, deps);

      const event = { kind: 'withheld', at: new Date(NOW).toISOString(), recipients: 1 };
      expect(told).toEqual([['order-1', [{ event, mark: '' }]]]);
      expect(deeds.hidden).toEqual({});
      expect(output.logs()).toMatchObject([
        { message: 'Email withheld' },
        {
          level: 'ERROR',
          message: 'Withheld, but not in its history',
          errorName: 'InternalServerError',
        },
      ]);
    });

    it('withholds also what is past the horizon, and what SES would not take at present', async () => {
      const guard = { deliverOnlyTo, redirectTo: undefined };
      const { deps, deeds } = aWorker({}, { now, guard, quota: { usedUp: true } });

      await deliver(aRecord(), LATEST, deps);
      await deliver(aRecord({ enteredAt: NOW - 2 * DAY }), LATEST, deps);

      expect([deeds.deadLetters, deeds.hidden, deeds.metrics.Withheld]).toEqual([[], {}, [1, 1]]);
    });

    it('sends the rest to those who are left, takes as many slots, and knows it by its own content', async () => {
      const recorded: unknown[] = [];
      const once: Pick<Once, 'send'> = {
        send: async (_id, notification, send) => {
          recorded.push(notification.recipient);
          return { ...(await send(new Doubt())), isNew: true };
        },
      };
      const guard = { deliverOnlyTo, redirectTo: undefined };
      const { deps, deeds } = aWorker({}, { now, guard, once });
      const recipient = ['ada@example.com', 'kim@example.org'];

      await deliver(aRecord({}, { recipient }), LATEST, deps);

      expect(deeds.sent).toMatchObject([{ Destination: { ToAddresses: ['kim@example.org'] } }]);
      expect([deeds.slots, recorded]).toEqual([1, [recipient]]);
      expect(output.logs()).toMatchObject([{ message: 'Email sent', withheldRecipients: 1 }]);
    });
  });

  describe('of what has attachments in S3', () => {
    const attachments = [{ filename: 'a.pdf', s3: { bucket: 'files', key: 'secret' } }];
    const failing = (treatment: Failure['treatment'], reason: Failure['reason']) => async () => {
      throw new NotSentError({ treatment, reason, error: 'FromS3', lostReply: false });
    };

    it('gives up what is gone, without a slot and without a call of SES', async () => {
      const readObject = failing('reject', 'attachment-missing');
      const { deps, deeds } = aWorker({}, { now, readObject });

      await deliver(aRecord({}, { attachments }), LATEST, deps);

      expect([deeds.sent, deeds.slots]).toEqual([[], 0]);
      expect(evidenceOf(deeds)).toMatchObject({
        reason: 'attachment-missing',
        error: 'FromS3',
        message: 'An attachment is not, or no longer, in its bucket.',
      });
      expect(evidenceOf(deeds)).not.toHaveProperty('attempted');
    });

    it.each([
      ['hold', 'attachment-forbidden', 'Held'],
      ['retry', 'attachment-unavailable', 'Retried'],
    ] as const)(
      'sends it back with a slot on a %s, and goes on with others',
      async (treatment, reason, metric) => {
        const { deps, deeds } = aWorker({}, { now, readObject: failing(treatment, reason) });

        for (let n = 0; n < 4; n += 1)
          await deliver(aRecord({}, { attachments }), LATEST, deps).catch(() => {});
        await deliver(aRecord(), LATEST, deps);

        expect([deeds.slots, deeds.sent.length, deeds.metrics[metric]]).toEqual([5, 1, [1, 1, 1, 1]]);
      },
    );

    it('reads the files of one at a time', async () => {
      let reading = 0;
      const most: number[] = [];
      const readObject = async () => {
        reading += 1;
        most.push(reading);
        await new Promise(setImmediate);
        reading -= 1;
        throw new NotSentError({ treatment: 'retry', reason: 'unknown', error: 'E', lostReply: false });
      };
      const { deps } = aWorker({}, { now, readObject });

      await Promise.allSettled([1, 2, 3].map(() => deliver(aRecord({}, { attachments }), LATEST, deps)));

      expect(most).toEqual([1, 1, 1]);
    });

    it('reads nothing when the worker’s time is up', async () => {
      const { deps, deeds } = aWorker({}, { now });

      await deliver(aRecord({}, { attachments }), NOW - 1, deps).catch(() => {});

      expect([deeds.metrics.Returned, deeds.metrics.Retried]).toEqual([[1], undefined]);
    });
  });

  it('sends nothing for a duplicate, counts it, and is done with it', async () => {
    const once: Pick<Once, 'send'> = { send: async () => ({ sesMessageId: 'ses-before', isNew: false }) };
    const { deps, deeds } = aWorker({}, { now, once });

    await deliver(aRecord(), LATEST, deps);

    expect([deeds.sent, deeds.slots]).toEqual([[], 0]);
    expect(deeds.metrics.DuplicatesSuppressed).toEqual([1]);
    expect(output.logs()).toMatchObject([{ message: 'Duplicate not sent', sesMessageId: 'ses-before' }]);
  });

  describe('of what can never be sent', () => {
    it('writes a dead letter with its evidence at once, and is done with it', async () => {
      const { deps, deeds } = aWorker({ refusals: [aServiceError('MessageRejected')] }, { now });

      await deliver(aRecord({ messageAttributes: { kind: aStringAttribute('k') } }), LATEST, deps);

      expect(deeds.sent).toHaveLength(1);
      expect(deeds.deadLetters).toMatchObject([
        {
          QueueUrl: 'https://sqs.example.com/dead-letters',
          MessageBody: aRecord().body,
          MessageAttributes: { kind: { DataType: 'String', StringValue: 'k' } },
        },
      ]);
      expect(evidenceOf(deeds)).toMatchObject({
        reason: 'message-rejected',
        error: 'MessageRejected',
        attempts: 1,
        id: 'order-1',
        attempted: '2027-01-15T08:00:00.000Z',
      });
      expect(JSON.stringify(evidenceOf(deeds))).not.toMatch(PERSONAL);
      expect(deeds.metrics).toMatchObject({ Rejected: [1], 'DeadLetters[Reason=message-rejected]': [1] });
      expect(output.logs()).toMatchObject([
        {
          level: 'ERROR',
          message: 'Notification rejected',
          reason: 'message-rejected',
          errorName: 'MessageRejected',
        },
      ]);
    });

    it('tells fields and expectations of an invalid payload without its values, and sends nothing', async () => {
      const { deps, deeds } = aWorker({}, { now });
      const body = JSON.stringify({ id: 'order-1', subject: 'secret\nline', body: 1, recipient: 'ada@' });

      await deliver(aRecord({ body }), LATEST, deps);

      expect([deeds.sent, deeds.slots]).toEqual([[], 0]);
      expect(evidenceOf(deeds)).toMatchObject({
        reason: 'invalid',
        error: 'InvalidNotificationError',
        id: 'order-1',
        message:
          'subject: expected a text without line breaks; body: expected a string; recipient: expected an email address',
      });
      expect(evidenceOf(deeds)).not.toHaveProperty('attempted');
      expect(output.logs()).toMatchObject([
        { reason: 'invalid', issues: [{ field: 'subject' }, { field: 'body' }, { field: 'recipient' }] },
      ]);
    });

    it.each([
      ['no JSON', 'ada@example.com'],
      ['the envelope of SNS', JSON.stringify({ Type: 'Notification', Message: aRecord().body })],
    ])('takes %s for an invalid payload, under an id of its own', async (_, body) => {
      const { deps, deeds } = aWorker({}, { now });

      await deliver(aRecord({ body }), LATEST, deps);

      expect(evidenceOf(deeds)).toMatchObject({
        reason: 'invalid',
        id: expect.stringMatching(/^[\w-]{43}$/),
      });
    });

    it('rejects an id that was used with other content', async () => {
      const once = { send: async () => Promise.reject(aServiceError('IdempotencyValidationError')) };
      const { deps, deeds } = aWorker({}, { now, once });

      await deliver(aRecord(), LATEST, deps).catch(() => {});

      expect(evidenceOf(deeds)).toMatchObject({ reason: 'id-reused' });
      expect(deeds.slots).toBe(0);
    });

    it('keeps it in the queue where the dead letter cannot be written', async () => {
      const refusals = [aServiceError('MessageRejected')];
      const { deps, deeds } = aWorker(
        { refusals, deadLetterRefusal: aServiceError('InternalError') },
        { now },
      );

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect(deeds.hidden).toEqual({ [HANDLE]: 5 });
      expect(deeds.slots).toBe(2);
      expect(deeds.metrics).toEqual({ AgeAtReceive: [2] });
      expect(output.logs()).toMatchObject([
        { message: 'Dead letter not written', errorName: 'InternalError' },
      ]);
    });
  });

  describe('of what may be sent later', () => {
    it.each([
      [
        'a throttle',
        aServiceError('Throttling', 'Maximum sending rate exceeded.'),
        'throttled',
        'SesThrottles',
      ],
      ['an outage', aServiceError('ServiceUnavailable', '', 503), 'lost-reply', 'LostReplies'],
      ['a timeout', Object.assign(new Error(), { code: 'ETIMEDOUT' }), 'lost-reply', 'LostReplies'],
    ])('hides it by the backoff after %s, and counts that', async (_, refusal, reason, metric) => {
      const { deps, deeds } = aWorker({ refusals: [refusal] }, { now });

      await expect(deliver(aRecord({ receiveCount: 3 }), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect(deeds.hidden).toEqual({ [HANDLE]: 20 });
      expect(deeds.deadLetters).toEqual([]);
      expect(deeds.metrics).toMatchObject({ Retried: [1], [metric]: [1] });
      expect(output.logs()).toMatchObject([
        { level: 'WARN', message: 'Email not sent, tried again', reason, delaySeconds: 20, receiveCount: 3 },
      ]);
    });

    it('takes a slot for each recipient', async () => {
      const { deps, deeds } = aWorker({}, { now });
      const notification = {
        recipient: ['a@example.com', 'b@example.com'],
        cc: ['c@example.com'],
        bcc: 'd@example.com',
      };

      await deliver(aRecord({ body: JSON.stringify(aNotification(notification)) }), LATEST, deps);

      expect(deeds.slots).toBe(4);
    });

    it.each([
      [20_000, 3, 1],
      [20_001, 1, 21],
      [50_000, 1, 50],
      [50_000, 6, 160],
    ])('hides it for its slot in %d ms, at receive %d: %d s', async (slotIn, receiveCount, seconds) => {
      const far = aWorker({}, { now });
      const deps = { ...far.deps, pace: { ...far.deps.pace, pass: async () => slotIn } };

      await deliver(aRecord({ receiveCount }), LATEST, deps).catch(() => {});

      expect(far.deeds.hidden).toEqual({ [HANDLE]: seconds });
      expect(far.deeds.metrics).toMatchObject({ Returned: [1] });
    });

    it('slows the pace after a throttle, and only then', async () => {
      const throttled = aWorker({ refusals: [aServiceError('Throttling')] }, { now });
      const out = aWorker({ refusals: [aServiceError('ServiceUnavailable', '', 503)] }, { now });

      await deliver(aRecord(), LATEST, throttled.deps).catch(() => {});
      await deliver(aRecord(), LATEST, out.deps).catch(() => {});

      expect([throttled.deeds.throttles, out.deeds.throttles]).toEqual([1, 0]);
    });

    it('takes an answer without a message id for a lost one', async () => {
      const ses = { send: async () => ({}) } as never;
      const { deps, deeds } = aWorker({}, { now, ses });

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect(deeds.metrics).toMatchObject({ Retried: [1], LostReplies: [1] });
    });

    it('retries an unknown error, and says that it is unknown', async () => {
      const { deps, deeds } = aWorker({ refusals: [aServiceError('SomethingNew')] }, { now });

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect(deeds.hidden).toEqual({ [HANDLE]: 5 });
      expect(output.logs()).toMatchObject([
        {
          level: 'ERROR',
          message: 'Email not sent, unknown error',
          reason: 'unknown',
          errorName: 'SomethingNew',
        },
      ]);
    });

    it.each([[null], [undefined], ['text']])('reports an error even where %j was thrown', async (thrown) => {
      const once = { send: async () => Promise.reject(thrown) };
      const { deps } = aWorker({}, { now, once });

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);
    });

    it('takes a slot for what failed before it had one, so that a worker cannot churn through the queue', async () => {
      const once = { send: async () => Promise.reject(aServiceError('IdempotencyPersistenceLayerError')) };
      const { deps, deeds } = aWorker({}, { now, once });

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect([deeds.slots, deeds.sent.length]).toEqual([1, 0]);
      expect(deeds.hidden).toEqual({ [HANDLE]: 5 });
    });

    it('leaves it to the queue’s own visibility timeout where it cannot be hidden', async () => {
      const edges = {
        refusals: [aServiceError('Throttling')],
        queueRefusal: aServiceError('MessageNotInflight'),
      };
      const { deps } = aWorker(edges, { now });

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect(output.logs()).toMatchObject([
        { message: 'Email not sent, tried again' },
        { message: 'Visibility not changed', errorName: 'MessageNotInflight' },
      ]);
    });
  });

  describe('of what an operator must cure', () => {
    const PAUSED = aServiceError('AccountSendingPausedException');

    it('holds it for longer, and counts that', async () => {
      const { deps, deeds } = aWorker({ refusals: [PAUSED] }, { now });

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect(deeds.hidden).toEqual({ [HANDLE]: 60 });
      expect(deeds.metrics).toMatchObject({
        Held: [1],
        'PostponedEntered[Reason=account-paused]': [NOW / 1000 - 2],
        'PostponedUntil[Reason=account-paused]': [NOW / 1000 + 60],
      });
      expect(output.logs()).toMatchObject([
        { level: 'WARN', message: 'Email held', reason: 'account-paused' },
      ]);
    });

    /** One that counts what was recorded. */
    function someRecords() {
      const records: string[] = [];
      const send: Once['send'] = (id, notification, send) => {
        records.push(id);
        return ALWAYS.send(id, notification, send);
      };
      return { records, once: { send } };
    }

    it('stops calling SES after three in a row, and writes no record of the others, which take slots of their own', async () => {
      const { records, once } = someRecords();
      const { deps, deeds } = aWorker({ refusals: [PAUSED] }, { now, once });

      for (let n = 0; n < 10; n += 1) await deliver(aRecord(), LATEST, deps).catch(() => {});

      expect([deeds.sent.length, deeds.slots, deeds.unaskedSlots, records.length]).toEqual([3, 3, 7, 3]);
      expect(deeds.metrics.Held).toHaveLength(10);
    });

    it('asks SES, and writes a record, for one of the next batch, whose others wait for the answer', async () => {
      const { records, once } = someRecords();
      const circuit = new HoldCircuit();
      const { deps, deeds } = aWorker({ refusals: [PAUSED] }, { now, once, circuit });
      for (let n = 0; n < 3; n += 1) await deliver(aRecord(), LATEST, deps).catch(() => {});

      circuit.begin();
      await Promise.allSettled(Array.from({ length: 10 }, () => deliver(aRecord(), LATEST, deps)));

      expect([deeds.sent.length, records.length, deeds.unaskedSlots]).toEqual([4, 4, 9]);
    });

    it('holds for longer what it did not ask SES for', async () => {
      const { deps, deeds } = aWorker({ refusals: [PAUSED] }, { now });

      for (let n = 0; n < 3; n += 1)
        await deliver(aRecord({ receiveCount: 20 }), LATEST, deps).catch(() => {});
      expect(deeds.hidden).toEqual({ [HANDLE]: 200 });
      await deliver(aRecord({ receiveCount: 20 }), LATEST, deps).catch(() => {});

      expect(deeds.hidden).toEqual({ [HANDLE]: 3_600 });
    });

    it('has another try where the one was sent before, and still lets duplicates go', async () => {
      const circuit = new HoldCircuit();
      let known = false;
      const send: Once['send'] = async (id, notification, send) =>
        known ? { sesMessageId: 'ses-before', isNew: false } : ALWAYS.send(id, notification, send);
      const { deps, deeds } = aWorker({ refusals: [PAUSED] }, { now, circuit, once: { send } });
      for (let n = 0; n < 3; n += 1) await deliver(aRecord(), LATEST, deps).catch(() => {});

      circuit.begin();
      known = true;
      await Promise.all([deliver(aRecord(), LATEST, deps), deliver(aRecord(), LATEST, deps)]);

      expect(deeds.metrics.DuplicatesSuppressed).toEqual([1, 1]);
    });

    it('gives back what is held when the worker’s time is up', async () => {
      const { deps, deeds } = aWorker({}, { now, quota: { usedUp: true } });

      await deliver(aRecord(), NOW - 1, deps).catch(() => {});

      expect([deeds.metrics.Returned, deeds.metrics.Held]).toEqual([[1], undefined]);
    });

    it('tries once with the next batch, and goes on when that is sent', async () => {
      const circuit = new HoldCircuit();
      const { deps, deeds } = aWorker({ refusals: [PAUSED, PAUSED, PAUSED, undefined] }, { now, circuit });
      for (let n = 0; n < 5; n += 1) await deliver(aRecord(), LATEST, deps).catch(() => {});

      circuit.begin();
      for (let n = 0; n < 2; n += 1) await deliver(aRecord(), LATEST, deps);

      expect(deeds.sent).toHaveLength(5);
      expect(deeds.metrics.Sent).toEqual([1, 1]);
    });

    it('holds the third that SES refuses in the same unknown words, and keeps none of them in a log', async () => {
      const refusals = [aServiceError('MessageRejected', 'Policy 17 forbids ada@example.com')];
      const { deps, deeds } = aWorker({ refusals }, { now });

      for (const id of ['order-1', 'order-2', 'order-3', 'order-4']) {
        await deliver(aRecord({}, { id }), LATEST, deps).catch(() => {});
      }

      expect([deeds.deadLetters.length, deeds.metrics.Held]).toEqual([2, [1, 1]]);
      expect(output.logs().slice(2)).toMatchObject([
        { message: 'Email held', notificationId: 'order-3', reason: 'refused-alike' },
        { message: 'Email held', notificationId: 'order-4', reason: 'refused-alike' },
      ]);
      expect(output.lines.join()).not.toMatch(/policy|forbids/i);
    });

    it('neither calls SES nor writes a record while the daily quota is known to be used up', async () => {
      const { records, once } = someRecords();
      const { deps, deeds } = aWorker({}, { now, once, quota: { usedUp: true } });

      await expect(deliver(aRecord(), LATEST, deps)).rejects.toThrow(NotDeliveredError);

      expect([deeds.sent.length, deeds.unaskedSlots, records]).toEqual([0, 1, []]);
      expect(output.logs()).toMatchObject([{ message: 'Email held', reason: 'daily-quota' }]);
    });
  });

  describe('past the retry horizon', () => {
    it('gives up without another attempt what is received too late', async () => {
      const { deps, deeds } = aWorker({}, { now });

      await deliver(aRecord({ enteredAt: NOW - DAY, receiveCount: 130 }), LATEST, deps);

      expect([deeds.sent, deeds.slots]).toEqual([[], 0]);
      expect(evidenceOf(deeds)).toMatchObject({ reason: 'expired', error: 'NotAttempted', attempts: 130 });
      expect(deeds.metrics).toMatchObject({ Expired: [1], 'DeadLetters[Reason=expired]': [1] });
      expect(output.logs()).toMatchObject([{ level: 'ERROR', message: 'Notification expired' }]);
    });

    it('takes what was sent before for a duplicate, not for a dead letter', async () => {
      const once: Pick<Once, 'send'> = { send: async () => ({ sesMessageId: 'ses-before', isNew: false }) };
      const { deps, deeds } = aWorker({}, { now, once });

      await deliver(aRecord({ enteredAt: NOW - DAY }), LATEST, deps);

      expect(deeds.deadLetters).toEqual([]);
      expect(deeds.metrics.DuplicatesSuppressed).toEqual([1]);
    });

    it('counts a throttle that ends it', async () => {
      const { deps, deeds } = aWorker({ refusals: [aServiceError('Throttling')] }, { now });

      await deliver(aRecord({ enteredAt: NOW - DAY + 5_000 }), LATEST, deps);

      expect(deeds.metrics).toMatchObject({ Expired: [1], SesThrottles: [1] });
    });

    it('gives up with its last error what fails at the end', async () => {
      const { deps, deeds } = aWorker({ refusals: [aServiceError('ServiceUnavailable', '', 503)] }, { now });

      await deliver(aRecord({ enteredAt: NOW - DAY + 5_000 }), LATEST, deps);

      expect(evidenceOf(deeds)).toMatchObject({
        reason: 'expired',
        error: 'ServiceUnavailable',
        attempted: '2027-01-15T08:00:00.000Z',
      });
      expect(deeds.metrics).toMatchObject({ Expired: [1], LostReplies: [1] });
    });
  });

  it('gives back unsent, and for a second, what the worker’s time does not suffice for', async () => {
    const { deps, deeds } = aWorker({}, { now });

    await expect(deliver(aRecord(), NOW - 1, deps)).rejects.toThrow(NotDeliveredError);

    expect([deeds.sent, deeds.deadLetters]).toEqual([[], []]);
    expect(deeds.hidden).toEqual({ [HANDLE]: 1 });
    expect(deeds.metrics.Returned).toEqual([1]);
    expect(output.logs()).toMatchObject([{ level: 'INFO', message: 'Returned unsent, out of time' }]);
  });
});
