import { describe, expect, it } from '@jest/globals';
import { nextSteps, type Surroundings } from '../../../../cli/status/next-steps.ts';
import { HELD, REASONS, RETRIED, type Reason } from '../../../../contract/reasons.ts';
import type { Postponed } from '../../../../ops/status/postponed.ts';
import type { Status } from '../../../../ops/status/status.ts';

const EMPTY = { visible: 0, inFlight: 0, delayed: 0 };
const UNREAD = { unavailable: 'AWS answered with AccessDenied.' };

const ALL_WELL: Status = {
  ...{ pipeline: 'Mail/Mail', account: '123456789012', region: 'eu-west-1' },
  ...{ queue: { value: EMPTY }, postponed: { value: [] }, oldestSeconds: { value: undefined } },
  deadLetters: { value: { depth: EMPTY, groups: [], partial: [] } },
  feedback: { value: undefined },
  ...{ undelivered: { value: EMPTY }, moveTask: { value: undefined }, quota: UNREAD, alarms: { value: [] } },
};

const IN_A_REGION: Surroundings = {
  ...{ targetWords: ' --outputs', isLocal: false, region: 'eu-west-1', sesRegion: 'us-east-1' },
  emailer: "Mail's emailer",
};

const anyPostponed = (reason: Reason): Postponed => ({
  kind: reason in RETRIED ? 'retried' : 'held',
  ...{ reason, explanation: REASONS[reason], count: 3 },
  ...{ oldest: new Date(0), nextAttempt: new Date(1), lastAttempt: new Date(2) },
});

const stepsOf = (parts: Partial<Status>, surroundings: Partial<Surroundings> = {}) =>
  nextSteps({ ...ALL_WELL, ...parts }, { ...IN_A_REGION, ...surroundings });

const commandsOf = (...args: Parameters<typeof stepsOf>) =>
  stepsOf(...args).flatMap(({ commands }) => commands);

describe('nextSteps', () => {
  it('has none while all is well, and of what could not be read', () => {
    expect(stepsOf({})).toEqual([]);
    expect(stepsOf({ queue: UNREAD, postponed: UNREAD, deadLetters: UNREAD, undelivered: UNREAD })).toEqual(
      [],
    );
  });

  it.each(Object.keys(HELD) as Reason[])(
    'tells how to cure what is held for %s, and how to see that it is',
    (reason) => {
      const postponed = { value: [anyPostponed(reason)] };
      const [cure, proof] = stepsOf({ postponed });

      expect(cure?.text).toMatch(/^[A-Z].+\.$/);
      expect(
        cure?.commands.filter((command) => !/^aws sesv2 [a-z-]+ --region us-east-1$/.test(command)),
      ).toEqual([]);
      expect(proof?.commands).toEqual([
        'npx amplify-mailroom send --to you@example.com --subject "Is it back?" --body "It is." --outputs',
      ]);
    },
  );

  it('proposes nothing of AWS on the local stack', () => {
    const postponed = { value: [anyPostponed('account-paused')] };

    expect(commandsOf({ postponed }, { isLocal: true, targetWords: '' }).join()).not.toContain('aws ');
  });

  it('only watches what passes by itself', () => {
    expect(commandsOf({ postponed: { value: [anyPostponed('throttled')] } })).toEqual([
      'npx amplify-mailroom status --watch --outputs',
    ]);
  });

  it('looks for what keeps the emailer from running where something waits and nobody takes it', () => {
    const queue = { value: { visible: 5, inFlight: 0, delayed: 0 } };

    expect(commandsOf({ queue, oldestSeconds: { value: 61 } })).toEqual([
      "aws lambda list-event-source-mappings --function-name 'Mail'\\''s emailer' --region eu-west-1",
    ]);
    expect(commandsOf({ queue, oldestSeconds: { value: 2 } })).toEqual([]);
    expect(
      commandsOf({ queue: { value: { ...queue.value, inFlight: 1 } }, oldestSeconds: { value: 61 } }),
    ).toEqual([]);
  });

  describe('of what SES told', () => {
    const LAST_DAY = {
      ...{ delivered: 9, bounced: 0, complained: 0 },
      ...{ suppressed: 0, deliveryDelayed: 0, rejectedBySes: 0 },
    };
    const feedback = (
      bounceRate: number | undefined,
      complaintRate: number | undefined,
      deadLetters = 0,
    ) => ({
      feedback: {
        value: { lastDay: LAST_DAY, rates: { bounceRate, complaintRate }, waiting: 0, deadLetters },
      },
    });

    it('are none while the rates are low, or not known', () => {
      expect(stepsOf(feedback(0.0399, 0.00079))).toEqual([]);
      expect(stepsOf(feedback(undefined, undefined))).toEqual([]);
    });

    it('begin before SES reviews the account', () => {
      expect(commandsOf(feedback(0.04, 0))).toEqual([
        'npx amplify-mailroom suppressed list --reason bounce --outputs',
      ]);
      expect(commandsOf(feedback(0, 0.0008))).toEqual([
        'npx amplify-mailroom suppressed list --reason complaint --outputs',
      ]);
    });

    it('look at what the feedback function could not keep', () => {
      expect(stepsOf(feedback(0, 0, 1))).toEqual([
        { text: expect.stringContaining('could not keep events of SES'), commands: [] },
      ]);
    });
  });

  it('tells how to look at what is not sent by itself', () => {
    const depth = { visible: 0, inFlight: 1, delayed: 0 };

    expect(
      commandsOf({
        deadLetters: { value: { depth, groups: [], partial: [] } },
        undelivered: { value: depth },
      }),
    ).toEqual([
      'npx amplify-mailroom dlq list --outputs',
      'npx amplify-mailroom dlq list --undelivered --outputs',
    ]);
  });
});
