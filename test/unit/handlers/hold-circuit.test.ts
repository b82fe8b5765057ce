import { describe, expect, it } from '@jest/globals';
import type { Failure } from '../../../handlers/failure.ts';
import { HoldCircuit } from '../../../handlers/hold-circuit.ts';

const PAUSED: Failure = { treatment: 'hold', reason: 'account-paused', error: 'Paused', lostReply: false };
const DENIED: Failure = {
  treatment: 'hold',
  reason: 'access-denied',
  error: 'AccessDenied',
  lostReply: false,
};
const THROTTLED: Failure = { treatment: 'retry', reason: 'throttled', error: 'Throttling', lostReply: false };

function afterFailures(...failures: Failure[]): HoldCircuit {
  const circuit = new HoldCircuit();
  for (const failure of failures) circuit.failed(failure);
  return circuit;
}

describe('HoldCircuit', () => {
  it('stays closed for two holds in a row', () => {
    expect(afterFailures(PAUSED, PAUSED).open).toBeUndefined();
  });

  it('opens after three holds in a row, with the last one', () => {
    expect(afterFailures(PAUSED, PAUSED, PAUSED).open).toBe(PAUSED);
  });

  it('neither counts nor forgets anything by what is no hold', () => {
    expect(afterFailures(PAUSED, THROTTLED, PAUSED, THROTTLED).open).toBeUndefined();
    expect(afterFailures(PAUSED, THROTTLED, PAUSED, THROTTLED, PAUSED).open).toBe(PAUSED);
  });

  it('forgets all once an email is sent', () => {
    const circuit = afterFailures(PAUSED, PAUSED, PAUSED);

    circuit.sent();
    circuit.failed(PAUSED);

    expect(circuit.open).toBeUndefined();
  });

  describe('in the next batch', () => {
    function aNewBatch(): HoldCircuit {
      const circuit = afterFailures(PAUSED, PAUSED, PAUSED, PAUSED);
      circuit.begin();
      return circuit;
    }

    /** What so many are told that ask at once, as far as they were told by now. */
    async function askedBy(circuit: HoldCircuit, count: number) {
      const answers: (Failure | 'leave')[] = [];
      const asked = Array.from({ length: count }, async () => {
        answers.push((await circuit.enter()) ?? 'leave');
      });
      await new Promise(setImmediate);
      return { answers, all: () => Promise.all(asked) };
    }

    it('lets one try, and has the others wait', async () => {
      const { answers } = await askedBy(aNewBatch(), 3);

      expect(answers).toEqual(['leave']);
    });

    it('tells the others what the one was told', async () => {
      const circuit = aNewBatch();
      const { answers, all } = await askedBy(circuit, 3);

      circuit.failed(DENIED);
      circuit.leave();
      await all();

      expect(answers).toEqual(['leave', DENIED, DENIED]);
      expect(circuit.open).toBe(DENIED);
    });

    it('lets all go once the one is sent', async () => {
      const circuit = aNewBatch();
      const { answers, all } = await askedBy(circuit, 3);

      circuit.sent();
      circuit.leave();
      await all();

      expect(answers).toEqual(['leave', 'leave', 'leave']);
    });

    it('lets all go where SES tells the one something else, and opens again at the next hold', async () => {
      const circuit = aNewBatch();
      const { answers, all } = await askedBy(circuit, 3);

      circuit.failed(THROTTLED);
      circuit.leave();
      await all();

      expect(answers).toEqual(['leave', 'leave', 'leave']);
      circuit.failed(PAUSED);
      expect(circuit.open).toBe(PAUSED);
    });

    it('lets another try where the one has not called SES after all', async () => {
      const circuit = aNewBatch();
      const { answers } = await askedBy(circuit, 3);

      circuit.leave();
      await new Promise(setImmediate);

      expect(answers).toEqual(['leave', 'leave']);
    });
  });

  it('lets all call at once while nothing is in the way', async () => {
    const circuit = afterFailures(PAUSED, PAUSED);

    circuit.begin();

    expect(await Promise.all([circuit.enter(), circuit.enter()])).toEqual([undefined, undefined]);
  });
});
