import { describe, expect, it } from '@jest/globals';
import type { Failure } from '../../../handlers/failure.ts';
import { HoldCircuit } from '../../../handlers/hold-circuit.ts';

const PAUSED: Failure = { treatment: 'hold', reason: 'account-paused', error: 'Paused', lostReply: false };
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

  it('lets the next batch try once', () => {
    const circuit = afterFailures(PAUSED, PAUSED, PAUSED, PAUSED);

    circuit.begin();
    expect(circuit.open).toBeUndefined();
    circuit.failed(PAUSED);
    expect(circuit.open).toBe(PAUSED);
  });
});
