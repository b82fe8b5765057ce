import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../../contract/history.ts';
import { MalformedSesEventError } from '../../../contract/ses-event.ts';
import { readFeedback } from '../../../handlers/feedback-event.ts';
import {
  ACCEPTED_AT,
  anSesEvent,
  DETAILS,
  LATER,
  type SesEventParts,
} from '../../support/messages/an-ses-event.ts';

const EMAILER = 'an-emailer';

const read = (published: unknown) => readFeedback(JSON.stringify(published), EMAILER);

/** The events that a published one is read as. */
function eventsOf(published: unknown): HistoryEvent[] {
  const feedback = read(published);
  if (feedback.kind !== 'told') throw new Error(`Ignored: ${feedback.why}`);
  return feedback.events.map(({ event }) => event);
}

type EventType = keyof typeof DETAILS;

const ofType = (eventType: EventType, parts?: SesEventParts) =>
  anSesEvent(eventType, DETAILS[eventType], parts);

describe('readFeedback', () => {
  it.each<[EventType, Partial<HistoryEvent>]>([
    ['Send', { kind: 'accepted', at: ACCEPTED_AT }],
    ['Delivery', { kind: 'delivered' }],
    [
      'DeliveryDelay',
      { kind: 'delayed', type: 'MailboxFull', until: '2026-05-02T02:00:00.000Z', status: '4.2.2' },
    ],
    ['Bounce', { kind: 'bounced', type: 'Permanent', subtype: 'NoEmail', status: '5.1.1' }],
    ['Complaint', { kind: 'complained', type: 'abuse' }],
    ['Reject', { kind: 'rejected', at: ACCEPTED_AT, type: 'Reject' }],
    ['Rendering Failure', { kind: 'rejected', at: ACCEPTED_AT, type: 'RenderingFailure' }],
  ])('reads what a %s tells, and by which notification', (eventType, expected) => {
    expect(read(ofType(eventType))).toEqual({
      kind: 'told',
      notificationTag: 'welcome-1',
      events: [
        { event: { at: LATER, sesMessageId: 'ses-1', recipients: 1, ...expected }, mark: 'ada@example.com' },
      ],
    });
  });

  it.each([
    ['Suppressed'],
    ['OnAccountSuppressionList'],
    ['OnTenantSuppressionList'],
    ['EmailValidationSuppressed'],
    ['UnsubscribedRecipient'],
  ])('reads a bounce by %s as suppressed, since SES did not try', (bounceSubType) => {
    const bounce = { ...DETAILS.Bounce.bounce, bounceSubType };

    expect(eventsOf(anSesEvent('Bounce', { bounce }))).toMatchObject([
      { kind: 'suppressed', type: 'Permanent', subtype: bounceSubType },
    ]);
  });

  it('reads a complaint of before, for which SES did not try, as suppressed', () => {
    const complaint = { ...DETAILS.Complaint.complaint, complaintSubType: 'OnAccountSuppressionList' };

    expect(eventsOf(anSesEvent('Complaint', { complaint }))).toMatchObject([
      { kind: 'suppressed', subtype: 'OnAccountSuppressionList' },
    ]);
  });

  it('tells the statuses of several recipients apart, and how many have each', () => {
    const bouncedRecipients = [
      { emailAddress: 'ada@example.com', status: '5.1.1' },
      { emailAddress: 'grace@example.com', status: '5.2.2 (mailbox of grace@example.com full)' },
      { emailAddress: 'edsger@example.com', status: '5.1.1' },
      { emailAddress: 'barbara@example.com' },
    ];
    const bounce = { ...DETAILS.Bounce.bounce, bouncedRecipients };

    const events = eventsOf(anSesEvent('Bounce', { bounce }));

    expect(events.map(({ status, recipients }) => [status, recipients])).toEqual([
      ['5.1.1', 2],
      ['5.2.2', 1],
      [undefined, 1],
    ]);
  });

  it.each(Object.keys(DETAILS) as EventType[])('keeps no address and no content of a %s', (eventType) => {
    expect(JSON.stringify(eventsOf(ofType(eventType)))).not.toMatch(/@|Welcome|example/);
  });

  it('keeps no word of a provider that may be more than a word', () => {
    const complaint = { ...DETAILS.Complaint.complaint, complaintFeedbackType: 'abuse by ada@example.com' };
    const bounce = {
      ...DETAILS.Bounce.bounce,
      bouncedRecipients: [{ emailAddress: 'ada@example.com', status: 'ada@example.com 5.1.1' }],
    };

    expect(eventsOf(anSesEvent('Complaint', { complaint }))[0]).not.toHaveProperty('type');
    expect(eventsOf(anSesEvent('Bounce', { bounce }))[0]).not.toHaveProperty('status');
  });

  it('takes recipients in another order as the same event', () => {
    const anyRecipients = fc.uniqueArray(
      fc.record({ emailAddress: fc.emailAddress(), status: fc.constantFrom('5.1.1', '5.2.2', undefined) }),
      { selector: ({ emailAddress }) => emailAddress, minLength: 1, maxLength: 5 },
    );
    const events = (bouncedRecipients: unknown) => {
      const feedback = read(
        anSesEvent('Bounce', { bounce: { ...DETAILS.Bounce.bounce, bouncedRecipients } }),
      );
      return feedback.kind === 'told'
        ? new Set(feedback.events.map((told) => JSON.stringify(told)))
        : undefined;
    };
    fc.assert(
      fc.property(anyRecipients, (recipients) => {
        expect(events(recipients.toReversed())).toEqual(events(recipients));
      }),
    );
  });

  it.each([
    [
      'SES’s notice of having tried the topic',
      'notice',
      'Successfully validated SNS topic for Amazon SES event publishing.',
    ],
    ['an open', 'event-type', JSON.stringify(anSesEvent('Open', { open: { ipAddress: '192.0.2.1' } }))],
    ['a type of another schema version', 'event-type', JSON.stringify({ eventType: 'Another', mail: {} })],
    ['another pipeline’s email', 'other-emailer', JSON.stringify(ofType('Send', { emailer: 'another' }))],
    [
      'an email that no pipeline sent',
      'other-emailer',
      JSON.stringify(ofType('Bounce', { emailer: undefined })),
    ],
    [
      'tags of another form',
      'other-emailer',
      JSON.stringify({ eventType: 'Send', mail: { tags: { emailer: EMAILER } } }),
    ],
    ['an event without an email', 'other-emailer', JSON.stringify({ eventType: 'Send' })],
    [
      'a complaint that is taken back',
      'not-spam',
      JSON.stringify(
        anSesEvent('Complaint', {
          complaint: { ...DETAILS.Complaint.complaint, complaintFeedbackType: 'not-spam' },
        }),
      ),
    ],
  ])('ignores %s, as %s', (_, why, body) => {
    expect(readFeedback(body, EMAILER)).toEqual({ kind: 'ignored', why });
  });

  it('reads an event to which a later schema version has added', () => {
    const { mail, ...event } = ofType('Delivery');
    const later = { ...event, mail: { ...mail, tenant: 'a-tenant' }, schemaVersion: '2.0', tenant: {} };

    expect(eventsOf(later)).toMatchObject([{ kind: 'delivered' }]);
  });

  it.each([
    ['no JSON', 'Expected JSON', 'ada@example.com'],
    ['nothing', 'Expected JSON', ''],
    ['null', 'event: expected an object', 'null'],
    ['a text', 'event: expected an object', '"ada@example.com"'],
    ['an object without a type', 'eventType: expected a value', '{}'],
    ['another type', 'eventType: expected a string', '{"eventType":["ada@example.com"]}'],
    [
      'an email of ours without a notification',
      'mail.tags.notification-id: expected a value',
      JSON.stringify(ofType('Send', { notificationTag: undefined })),
    ],
    [
      'a delivery of which nothing is told',
      'delivery: expected a value',
      JSON.stringify(anSesEvent('Delivery')),
    ],
    [
      'no moment',
      'mail.timestamp: expected a moment in ISO 8601',
      JSON.stringify(ofType('Send', { timestamp: 'ada@example.com' })),
    ],
  ])('refuses %s with "%s", quoting nothing', (_, fault, body) => {
    const refused = () => readFeedback(body, EMAILER);

    expect(refused).toThrow(MalformedSesEventError);
    expect(refused).toThrow(new MalformedSesEventError(fault));
  });

  it('reads, ignores or refuses as malformed whatever is published', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        try {
          expect(['told', 'ignored']).toContain(readFeedback(body, EMAILER).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedSesEventError);
        }
      }),
    );
  });

  it('does so with an event of ours that lacks any of its values, or has another there', () => {
    const anyOwnEvent = fc.constantFrom(...(Object.keys(DETAILS) as EventType[])).map((type) => ofType(type));
    fc.assert(
      fc.property(anyOwnEvent, fc.nat(), fc.jsonValue(), (event, which, value) => {
        const places = placesIn(event);
        const place = places[which % places.length] ?? [];
        try {
          expect(['told', 'ignored']).toContain(read(withValue(event, place, value)).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedSesEventError);
        }
      }),
    );
  });
});

/** The paths of everything in a value. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function withValue(whole: unknown, [key, ...path]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(whole) as Record<string, unknown>;
  copy[key] = withValue(copy[key], path, value);
  return copy;
}
