import { afterEach, describe, expect, it } from '@jest/globals';
import { Ledger } from '../support/a-ledger.ts';
import { alarmsNow, alarmsSoFar, FAILURES } from '../support/failures.ts';
import { failures } from '../support/the-runbook.ts';

const HOUR = 3_600_000;

/** The template's alarms, evaluated on what the pipeline does when it fails. */
describe('the alarms that the runbook names', () => {
  let ledger: Ledger | undefined;

  afterEach(async () => {
    await ledger?.close();
    ledger = undefined;
  });

  it('are of failures that are simulated here, each of them', () => {
    expect(Object.keys(FAILURES)).toEqual([...failures.keys()]);
  });

  it.each(Object.entries(FAILURES))('%s', async (name, { props, ses, change, happen, cure }) => {
    ledger = await Ledger.open(props, ses ? { ses } : {}, change);
    await ledger.stack.sleep(60_000);
    expect(await alarmsSoFar(ledger)).toEqual([]);

    await happen(ledger);
    expect(await alarmsSoFar(ledger)).toEqual(failures.get(name));

    await cure(ledger);
    await ledger.stack.sleep(3 * HOUR);
    expect(await alarmsNow(ledger)).toEqual([]);
  });
});
