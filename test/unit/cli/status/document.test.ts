import { describe, expect, it } from '@jest/globals';
import { privacyFor } from '../../../../cli/dead-letters/privacy.ts';
import { isComplete, statusDocument } from '../../../../cli/status/document.ts';
import type { Status } from '../../../../ops/status/status.ts';
import { NOW } from '../../../support/command/a-layout.ts';

const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

const STATUS: Status = {
  ...{ pipeline: 'Mail/Notifications', account: '123456789012', region: 'eu-west-1' },
  queue: { value: EMPTY },
  oldestSeconds: { value: undefined },
  deadLetters: {
    value: {
      depth: EMPTY,
      groups: [
        {
          ...{
            reason: 'expired',
            error: 'of ada@example.com',
            explanation: 'Too late.',
            count: 1,
            redriven: 0,
          },
          ...{ oldest: new Date(NOW), newest: new Date(NOW) },
        },
      ],
      partial: [],
    },
  },
  undelivered: { value: EMPTY },
  moveTask: {
    value: { status: 'RUNNING', moved: 1, total: undefined, failure: undefined, startedAt: new Date(NOW) },
  },
  quota: { value: { sendRate: 14, daily: undefined, sentLast24Hours: 3 } },
  alarms: {
    value: [
      { kind: 'Held', name: 'mail-held', state: 'missing', reason: '', since: undefined, description: '' },
    ],
  },
};

const documentOf = (parts: Partial<Status> = {}) =>
  statusDocument({ ...STATUS, ...parts }, privacyFor({}), new Date(NOW));

describe('statusDocument', () => {
  it('has the same keys whatever is known', () => {
    const time = '2026-11-25T00:00:00.000Z';

    expect(JSON.parse(JSON.stringify(documentOf()))).toEqual({
      time,
      account: '123456789012',
      region: 'eu-west-1',
      pipeline: 'Mail/Notifications',
      queue: { value: EMPTY },
      oldestSeconds: { value: null },
      deadLetters: {
        value: {
          ...EMPTY,
          groups: [
            {
              ...{ reason: 'expired', error: 'of a***@example.com', explanation: 'Too late.' },
              ...{ count: 1, redriven: 0, oldest: time, newest: time },
            },
          ],
          partial: [],
        },
      },
      undelivered: { value: EMPTY },
      moveTask: { value: { status: 'RUNNING', moved: 1, total: null, failure: null, started: time } },
      quota: { value: { sendRate: 14, daily: null, sentLast24Hours: 3 } },
      alarms: {
        value: [
          { kind: 'Held', name: 'mail-held', state: 'missing', reason: '', since: null, description: '' },
        ],
      },
    });
  });

  it('has no task where there was none', () => {
    expect(documentOf({ moveTask: { value: undefined } }).moveTask).toEqual({ value: null });
  });

  it('passes on why a part could not be read', () => {
    expect(documentOf({ quota: { unavailable: 'AWS refused.' } }).quota).toEqual({
      unavailable: 'AWS refused.',
    });
  });
});

describe('isComplete', () => {
  it('is true where every part could be read', () => {
    expect(isComplete(documentOf())).toBe(true);
  });

  it.each(['queue', 'oldestSeconds', 'deadLetters', 'undelivered', 'moveTask', 'quota', 'alarms'])(
    'is false without %s',
    (part) => {
      expect(isComplete(documentOf({ [part]: { unavailable: 'AWS refused.' } }))).toBe(false);
    },
  );
});
