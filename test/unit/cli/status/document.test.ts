import { describe, expect, it } from '@jest/globals';
import { isComplete, statusDocument } from '../../../../cli/status/document.ts';
import type { Status } from '../../../../ops/status/status.ts';
import { privacyFor } from '../../../../words/dead-letters/privacy.ts';
import { NOW } from '../../../support/command/a-layout.ts';

const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };

const STATUS: Status = {
  ...{ pipeline: 'Mail/Notifications', account: '123456789012', region: 'eu-west-1' },
  queue: { value: EMPTY },
  postponed: {
    value: [
      {
        ...{ kind: 'held', reason: 'account-paused', explanation: 'SES has paused it.', count: 3 },
        ...{ oldest: new Date(NOW - 60_000), nextAttempt: new Date(NOW), lastAttempt: new Date(NOW + 1_000) },
      },
    ],
  },
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
  feedback: { value: undefined },
  alarms: {
    value: [
      { kind: 'Held', name: 'mail-held', state: 'missing', reason: '', since: undefined, description: '' },
    ],
  },
};

const LAST_DAY = {
  ...{ delivered: 1_204, bounced: 3, complained: 0 },
  ...{ suppressed: 0, deliveryDelayed: 2, rejectedBySes: 0 },
};

const documentOf = (parts: Partial<Status> = {}) =>
  statusDocument(
    { ...STATUS, ...parts },
    {
      privacy: privacyFor({}),
      time: new Date(NOW),
      surroundings: {
        ...{ targetWords: '', isLocal: false, region: 'eu-west-1', sesRegion: 'us-east-1' },
        emailer: 'Mail-Emailer',
      },
    },
  );

describe('statusDocument', () => {
  it('has the same keys whatever is known', () => {
    const time = '2026-11-25T00:00:00.000Z';

    expect(JSON.parse(JSON.stringify(documentOf()))).toEqual({
      time,
      account: '123456789012',
      region: 'eu-west-1',
      pipeline: 'Mail/Notifications',
      queue: { value: EMPTY },
      postponed: {
        value: [
          {
            ...{ kind: 'held', reason: 'account-paused', explanation: 'SES has paused it.', count: 3 },
            ...{
              oldest: '2026-11-24T23:59:00.000Z',
              nextAttempt: time,
              lastAttempt: '2026-11-25T00:00:01.000Z',
            },
          },
        ],
      },
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
      feedback: { value: null },
      alarms: {
        value: [
          { kind: 'Held', name: 'mail-held', state: 'missing', reason: '', since: null, description: '' },
        ],
      },
      next: [
        {
          text: 'SES has paused the account: its console says why.',
          commands: ['aws sesv2 get-account --region us-east-1'],
        },
        {
          text: expect.stringContaining('Once that is cured'),
          commands: [
            'npx amplify-mailroom send --to you@example.com --subject "Is it back?" --body "It is."',
          ],
        },
      ],
    });
  });

  it('has no task where there was none', () => {
    expect(documentOf({ moveTask: { value: undefined } }).moveTask).toEqual({ value: null });
  });

  it('tells what became of emails, and the rates of the account, known or not', () => {
    const { feedback } = documentOf({
      feedback: {
        value: {
          lastDay: LAST_DAY,
          rates: { bounceRate: 0.01, complaintRate: undefined },
          waiting: 3,
          deadLetters: 0,
        },
      },
    });

    expect(feedback).toEqual({
      value: {
        lastDay: LAST_DAY,
        rates: { bounceRate: 0.01, complaintRate: null },
        waiting: 3,
        deadLetters: 0,
      },
    });
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

  it.each([
    'queue',
    'oldestSeconds',
    'deadLetters',
    'undelivered',
    'moveTask',
    'quota',
    'feedback',
    'alarms',
  ])('is false without %s', (part) => {
    expect(isComplete(documentOf({ [part]: { unavailable: 'AWS refused.' } }))).toBe(false);
  });
});
