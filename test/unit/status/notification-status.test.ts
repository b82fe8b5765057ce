import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent, HistoryKind } from '../../../contract/history.ts';
import type { SentRecord } from '../../../contract/sent-record.ts';
import { statusFrom } from '../../../status/notification-status.ts';

const at = (minute: number) => `2026-11-28T12:${String(minute).padStart(2, '0')}:00.000Z`;

const event = (
  kind: HistoryKind,
  minute: number,
  more: Partial<HistoryEvent> = { sesMessageId: 'ses-1' },
): HistoryEvent => ({ kind, at: at(minute), ...more });

const SENT: SentRecord = { state: 'sent', sesMessageId: 'ses-1' };
const SENDING: SentRecord = { state: 'sending', lockedUntil: 1 };

describe('statusFrom', () => {
  it('knows nothing of what neither record nor history knows', () => {
    expect(statusFrom(undefined, [])).toEqual({ state: 'unknown', history: [] });
  });

  it('tells that it is being sent while its record is locked, or was left behind', () => {
    expect(statusFrom(SENDING, [])).toEqual({ state: 'sending', history: [] });
  });

  it('tells that SES accepted it before SES’s own event has come, without a time', () => {
    expect(statusFrom(SENT, [])).toEqual({ state: 'accepted', sesMessageId: 'ses-1', history: [] });
  });

  it('tells when SES accepted it once the event has come, also where a worker died before the record knew', () => {
    const history = [event('accepted', 1, { sesMessageId: 'ses-2', recipients: 1 })];

    expect(statusFrom(SENDING, history)).toEqual({
      state: 'accepted',
      at: at(1),
      sesMessageId: 'ses-2',
      history,
    });
  });

  it('is accepted while not all recipients have it', () => {
    const history = [
      event('accepted', 1, { sesMessageId: 'ses-1', recipients: 2 }),
      event('delivered', 2, { sesMessageId: 'ses-1', recipients: 1 }),
    ];

    expect(statusFrom(SENT, history)).toEqual({
      state: 'accepted',
      at: at(1),
      sesMessageId: 'ses-1',
      history,
    });
  });

  it('tells SES’s id of what was delivered in part before it was told as accepted', () => {
    const history = [
      event('delivered', 2, { sesMessageId: 'ses-1', recipients: 1 }),
      event('accepted', 3, {}),
    ];

    expect(statusFrom(undefined, history)).toMatchObject({ state: 'delivered', sesMessageId: 'ses-1' });
  });

  it('tells the last of several events that decide', () => {
    const history = [
      event('delayed', 1, { sesMessageId: 'ses-1', type: 'MailboxFull', until: at(50) }),
      event('delayed', 2, { sesMessageId: 'ses-1', type: 'IPFailure', until: at(59) }),
    ];

    expect(statusFrom(SENT, history)).toEqual({
      state: 'delayed',
      at: at(2),
      sesMessageId: 'ses-1',
      type: 'IPFailure',
      until: at(59),
      history,
    });
  });

  it('tells what is wrong for one recipient before what went well for others', () => {
    const bounce = { sesMessageId: 'ses-1', type: 'Permanent', subtype: 'NoEmail', status: '5.1.1' };
    const history = [event('accepted', 1), event('bounced', 2, bounce), event('delivered', 3)];

    expect(statusFrom(SENT, history)).toEqual({ state: 'bounced', at: at(2), ...bounce, history });
  });

  it.each(['delivered', 'complained', 'suppressed', 'rejected', 'withheld'] as const)(
    'tells that it is %s',
    (kind) => {
      const history = [event(kind, 1)];

      expect(statusFrom(undefined, history)).toEqual({
        state: kind,
        at: at(1),
        sesMessageId: 'ses-1',
        history,
      });
    },
  );
});
