import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { historyKeyOfTag, readHistory, stateOf } from '../../../contract/history.ts';
import { cases } from '../../support/any/cases.ts';
import { aFeedbackHandler, feedbackContext } from '../../support/handlers/a-feedback-handler.ts';
import { type ATable, aTable } from '../../support/handlers/a-table.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { ACCEPTED_AT, anSesEvent, DETAILS, type SesEventParts } from '../../support/messages/an-ses-event.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

type Handler = Awaited<ReturnType<typeof aFeedbackHandler>>;
type EventType = keyof typeof DETAILS;

const EVENT_TYPES = Object.keys(DETAILS) as EventType[];

let count = 0;

function record(published: unknown): SQSRecord {
  count += 1;
  const body = typeof published === 'string' ? published : JSON.stringify(published);
  return anSqsRecord({ messageId: `message-${count}`, body });
}

const ofType = (eventType: EventType, parts?: SesEventParts) =>
  record(anSesEvent(eventType, DETAILS[eventType], parts));

describe('handler of the feedback function', () => {
  let table: ATable;
  let handler: Handler;
  let output: ReturnType<typeof captureOutput>;

  beforeAll(async () => {
    table = await aTable();
    handler = await aFeedbackHandler(table);
  });

  afterAll(() => table.stop());

  beforeEach(() => {
    output = captureOutput();
  });

  afterEach(() => output.restore());

  const handle = (...Records: SQSRecord[]) => handler({ Records }, feedbackContext);
  const itemOf = async (notificationTag: string) =>
    (await table.items()).find(({ id }) => id?.S === historyKeyOfTag(notificationTag));
  const historyOf = async (notificationTag: string) => readHistory(await itemOf(notificationTag));
  const metrics = () => output.logs().filter(({ _aws }) => _aws !== undefined);

  it('takes two arguments at most, and is the only export of its module', async () => {
    expect(handler.length).toBeLessThanOrEqual(2);
    expect(Object.keys(await import('../../../handlers/feedback.ts'))).toEqual(['handler']);
  });

  it('keeps each event of a batch in the history of its notification, of which the table knew nothing', async () => {
    const response = await handle(
      ofType('Send', { notificationTag: 'one' }),
      ofType('Delivery', { notificationTag: 'one' }),
      ofType('Send', { notificationTag: 'two' }),
      ofType('Bounce', { notificationTag: 'two' }),
    );

    expect(response).toEqual({ batchItemFailures: [] });
    expect((await historyOf('one')).map(({ kind }) => kind)).toEqual(['accepted', 'delivered']);
    expect((await historyOf('two')).map(({ kind }) => kind)).toEqual(['accepted', 'bounced']);
  });

  it('has a history expire as long after its first event as it is deduplicated for, whatever comes later', async () => {
    await handle(ofType('Send', { notificationTag: 'expiring' }));
    await handle(ofType('Delivery', { notificationTag: 'expiring' }));

    const item = await itemOf('expiring');

    expect(Number(item?.expiration?.N)).toBe(Date.parse(ACCEPTED_AT) / 1000 + 86_400);
  });

  it('adds up to the same history, and counts the same, in whatever order and however often events come', async () => {
    const inOrder = EVENT_TYPES.map((eventType) => ({ eventType, sesMessageId: `ses-of-${eventType}` }));
    const anyDelivery = fc
      .tuple(fc.shuffledSubarray(inOrder, { minLength: inOrder.length }), fc.subarray(inOrder))
      .map(([each, again]) => [...each, ...again]);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(anyDelivery, fc.integer({ min: 1, max: 10 }), async (deliveries, batchSize) => {
        run += 1;
        output.lines.length = 0;
        const notificationTag = `run-${run}`;
        const records = deliveries.map(({ eventType, sesMessageId }) =>
          ofType(eventType, { notificationTag, sesMessageId }),
        );
        for (let first = 0; first < records.length; first += batchSize) {
          await handle(...records.slice(first, first + batchSize));
        }

        const history = await historyOf(notificationTag);

        expect(history.map(({ sesMessageId }) => sesMessageId).toSorted()).toEqual(
          inOrder.map(({ sesMessageId }) => sesMessageId).toSorted(),
        );
        expect(stateOf(history)).toBe('complained');
        const countOf = (name: string) =>
          metrics()
            .flatMap((line) => [line[name] ?? 0].flat() as number[])
            .reduce((sum, value) => sum + value, 0);
        expect(
          ['Delivered', 'Bounced', 'Complained', 'DeliveryDelayed', 'RejectedBySes', 'Suppressed'].map(
            countOf,
          ),
        ).toEqual([1, 1, 1, 1, 2, 0]);
      }),
      { numRuns: cases(25) },
    );
  });

  it('counts recipients by its own name', async () => {
    const recipients = ['ada@example.com', 'grace@example.com'];
    const delivery = { ...DETAILS.Delivery.delivery, recipients };

    await handle(record(anSesEvent('Delivery', { delivery }, { notificationTag: 'counted' })));

    expect(metrics()).toMatchObject([
      {
        service: 'feedback',
        FunctionName: 'a-feedback-function',
        Delivered: 2,
        _aws: { CloudWatchMetrics: [{ Namespace: 'Mailroom', Dimensions: [['service', 'FunctionName']] }] },
      },
    ]);
  });

  it('takes what is none of its business from the queue, and keeps nothing of it', async () => {
    const before = await table.items();

    const response = await handle(
      record('Successfully validated SNS topic for Amazon SES event publishing.'),
      record(anSesEvent('Open')),
      ofType('Send', { emailer: 'another-emailer', notificationTag: 'foreign' }),
      ofType('Complaint', { emailer: undefined, notificationTag: 'foreign' }),
    );

    expect(response).toEqual({ batchItemFailures: [] });
    expect(await table.items()).toEqual(before);
    expect(metrics()).toEqual([]);
  });

  it('fails what is malformed alone, naming what is wrong', async () => {
    const malformed = record(anSesEvent('Delivery', {}, { notificationTag: 'malformed' }));

    const response = await handle(malformed, ofType('Send', { notificationTag: 'beside' }));

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: malformed.messageId }] });
    expect(await historyOf('beside')).toHaveLength(1);
    expect(output.logs().filter(({ level }) => level === 'ERROR')).toMatchObject([
      {
        message: 'Feedback not kept',
        sqsMessageId: malformed.messageId,
        receiveCount: 1,
        errorName: 'MalformedSesEventError',
        faults: 'delivery: expected a value',
      },
    ]);
  });

  it('logs no address and no content of anything', async () => {
    await handle(
      ...EVENT_TYPES.map((eventType) => ofType(eventType)),
      record('{"eventType":"ada@example.com"'),
    );

    expect(output.logs().filter(({ message }) => message === 'Told by SES')).not.toEqual([]);
    expect(output.lines.join('\n')).not.toMatch(/@example|Welcome|user unknown/);
  });
});

describe('handler of the feedback function whose table does not answer', () => {
  let output: ReturnType<typeof captureOutput>;

  beforeEach(() => {
    output = captureOutput();
  });

  afterEach(() => output.restore());

  it('leaves all that it would keep in the queue, and counts nothing of it', async () => {
    const table = await aTable();
    const handler = await aFeedbackHandler(table);
    table.stop();
    const events = [ofType('Send'), ofType('Delivery')];
    const notice = record('Successfully validated SNS topic for Amazon SES event publishing.');

    const response = await handler({ Records: [...events, notice] }, feedbackContext);

    expect(new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))).toEqual(
      new Set(events.map(({ messageId }) => messageId)),
    );
    expect(output.logs().filter(({ Delivered }) => Delivered !== undefined)).toEqual([]);
  });

  it('counts without one', async () => {
    const handler = await aFeedbackHandler(undefined);

    const response = await handler({ Records: [ofType('Bounce')] }, feedbackContext);

    expect(response).toEqual({ batchItemFailures: [] });
    expect(output.logs()).toEqual(expect.arrayContaining([expect.objectContaining({ Bounced: 1 })]));
  });
});
