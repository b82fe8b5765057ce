import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LogEvent, readLogEvent, readMetrics } from '../../../../console/server/log-event.ts';
import { NotificationBook } from '../../../../console/server/notification-book.ts';

const AT = Date.parse('2026-11-28T12:00:00Z');

/** A line as the emailer logs it. */
function aLine(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    ...{
      level: 'INFO',
      timestamp: '2026-11-28T12:00:00.000Z',
      function_name: 'emailer',
      message: 'Email sent',
    },
    ...{ notificationId: 'a', sqsMessageId: 'm', receiveCount: 1, ageSeconds: 2, sesMessageId: 's' },
    ...fields,
  });
}

const eventOf = (fields: Readonly<Record<string, unknown>>) => readLogEvent(aLine(fields)) as LogEvent;

describe('readLogEvent', () => {
  it('reads what an emailer tells of a notification', () => {
    expect(
      eventOf({
        message: 'Email held',
        reason: 'account-paused',
        errorName: 'MessageRejected',
        delaySeconds: 60,
      }),
    ).toEqual({
      ...{
        at: AT,
        functionName: 'emailer',
        kind: 'hold',
        id: 'a',
        sesMessageId: 's',
        attempts: 1,
        ageSeconds: 2,
      },
      ...{ reason: 'account-paused', error: 'MessageRejected', delaySeconds: 60, told: undefined },
    });
  });

  it.each([
    ['another message', aLine({ message: 'Send quota unknown' })],
    ['no id', aLine({ notificationId: undefined, sesMessageId: undefined })],
    ['no function', aLine({ function_name: undefined })],
    ['a time that is none', aLine({ timestamp: 'yesterday' })],
    ['a name of the prototype', aLine({ message: 'constructor' })],
    ['plain text', 'Email sent'],
    ['broken JSON', '{"message":"Email sent"'],
  ])('reads nothing of a line with %s', (_, line) => {
    expect(readLogEvent(line)).toBeUndefined();
  });

  it('never throws, whatever is logged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        readLogEvent(line);
        readMetrics(line);
      }),
    );
  });

  it('reads how long deliveries took from a line of metrics', () => {
    const line = JSON.stringify({ _aws: {}, FunctionName: 'emailer', DeliveryTime: [12, 30] });
    expect(readMetrics(line)).toEqual({ functionName: 'emailer', deliveryTimes: [12, 30] });
  });

  it('reads of any line of metrics whose it is', () => {
    const line = JSON.stringify({ _aws: {}, FunctionName: 'feedback', Delivered: 1 });
    expect(readMetrics(line)).toEqual({ functionName: 'feedback', deliveryTimes: [] });
    expect(readMetrics(aLine({}))).toBeUndefined();
  });
});

describe('NotificationBook', () => {
  it('follows a notification from its publishing to its bounce', () => {
    const book = new NotificationBook();
    book.published('a', AT - 2_000);
    book.apply(
      eventOf({
        message: 'Email not sent, tried again',
        reason: 'throttled',
        errorName: 'Throttling',
        delaySeconds: 10,
        sesMessageId: undefined,
      }),
    );
    expect(book.find('a')?.notification).toMatchObject({
      state: 'retrying',
      reason: 'throttled',
      error: 'Throttling',
      nextAttempt: '2026-11-28T12:00:10.000Z',
    });
    expect(book.postponedAt(AT)).toEqual([
      {
        reason: 'throttled',
        explanation: 'SES throttled the send rate.',
        kind: 'retry',
        count: 1,
        nextAttempt: '2026-11-28T12:00:10.000Z',
      },
    ]);
    expect(book.postponedAt(AT + 10_000)).toEqual([]);

    book.apply(eventOf({ receiveCount: 2 }));
    expect(book.find('s')?.notification).toMatchObject({
      id: 'a',
      state: 'sent',
      reason: null,
      error: null,
      attempts: 2,
      nextAttempt: null,
      sesMessageId: 's',
    });

    book.apply(
      eventOf({ message: 'Not delivered, or not wanted', notificationId: undefined, kind: 'bounced' }),
    );
    const { notification, timeline } = book.find('a') ?? {};
    expect(notification?.state).toBe('bounced');
    expect(timeline?.map(({ kind }) => kind)).toEqual(['published', 'retry', 'sent', 'bounced']);
  });

  it('leaves a notification that was sent as it is when its duplicate comes', () => {
    const book = new NotificationBook();
    book.apply(eventOf({}));
    book.apply(eventOf({ message: 'Duplicate not sent', receiveCount: 1 }));
    expect(book.find('a')?.notification.state).toBe('sent');
  });

  it('keeps the last 10,000 that changed, and of each a bounded timeline', () => {
    const book = new NotificationBook();
    for (let index = 0; index < 10_002; index += 1)
      book.apply(eventOf({ notificationId: `n${index}`, sesMessageId: `s${index}` }));
    for (let index = 0; index < 300; index += 1)
      book.apply(eventOf({ notificationId: 'n2', message: 'Email held' }));

    expect(book.size).toBe(10_000);
    expect(book.find('n1')).toBeUndefined();
    expect(book.find('s1')).toBeUndefined();
    expect(book.find('n2')?.timeline.length).toBe(100);
    expect([...book.all()].at(-1)?.id).toBe('n2');
  });

  it('has each notification once, last where it changed last, whatever comes in whatever order', () => {
    const message = fc.constantFrom(
      'Email sent',
      'Email held',
      'Email not sent, tried again',
      'Notification expired',
      'Duplicate not sent',
    );
    const event = fc.record({
      message,
      notificationId: fc.constantFrom('a', 'b', 'c'),
      delaySeconds: fc.nat(100),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), (events) => {
        const book = new NotificationBook();
        for (const each of events) book.apply(eventOf(each));
        const ids = [...book.all()].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.at(-1)).toBe(events.at(-1)?.notificationId);
        const lastIndex = (id: string) => events.findLastIndex(({ notificationId }) => notificationId === id);
        expect(ids).toEqual(ids.toSorted((one, other) => lastIndex(one) - lastIndex(other)));
      }),
    );
  });

  it('finds by state, reason and a part of the id', () => {
    const book = new NotificationBook();
    book.apply(eventOf({ notificationId: 'order-1' }));
    book.apply(
      eventOf({
        notificationId: 'order-2',
        message: 'Email held',
        reason: 'daily-quota',
        sesMessageId: undefined,
      }),
    );
    const ids = (filter: Parameters<NotificationBook['matching']>[0]) =>
      book.matching(filter).map(({ id }) => id);
    expect(ids({ state: 'held' })).toEqual(['order-2']);
    expect(ids({ reason: 'daily-quota' })).toEqual(['order-2']);
    expect(ids({ text: 'order' })).toEqual(['order-1', 'order-2']);
    expect(ids({ text: 's' })).toEqual(['order-1']);
  });
});
