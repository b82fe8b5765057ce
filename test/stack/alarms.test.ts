import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { failures } from '../support/command/the-runbook.ts';
import { Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';
import { alarmsNow, alarmsSince, FAILURES, type Failure } from '../support/stack/failures.ts';

const HOUR = 3_600_000;

const all = Object.entries(FAILURES);
const ofItsOwn = ({ props, change }: Failure) => props !== undefined || change !== undefined;

/** The template's alarms, evaluated on what the pipeline does when it fails. */
describe('the alarms that the runbook names', () => {
  let ledger: Ledger;

  /** What happens, and what the alarms say of it. */
  async function simulate(name: string, { ses = {}, happen, cure }: Failure): Promise<void> {
    await ledger.stack.ses.configure(ses);
    const start = ledger.stack.now();
    await ledger.stack.sleep(60_000);
    expect(await alarmsSince(ledger, start)).toEqual([]);

    await happen(ledger);
    expect(await alarmsSince(ledger, start)).toEqual(failures.get(name));

    await cure(ledger);
    await ledger.stack.sleep(3 * HOUR);
    expect(await alarmsNow(ledger)).toEqual([]);
  }

  it('are of failures that are simulated here, each of them', () => {
    expect(Object.keys(FAILURES)).toEqual([...failures.keys()]);
  });

  describe('of a pipeline as it is', () => {
    beforeAll(async () => {
      // A day's quota frees while notifications are still retried.
      ledger = await Ledger.open({ ...WITH_FEEDBACK, retryFor: Duration.days(2) });
    });

    afterEach(async () => {
      await ledger.reset();
      // What was sent no longer counts for the quota of a day, and no alarm looks back that far.
      await ledger.stack.sleep(25 * HOUR);
    });

    afterAll(() => ledger.close());

    it.each(all.filter(([, failure]) => !ofItsOwn(failure)))('%s', simulate);
  });

  describe('of a pipeline that has been changed', () => {
    afterEach(() => ledger.close());

    it.each(all.filter(([, failure]) => ofItsOwn(failure)))('%s', async (name, failure) => {
      ledger = await Ledger.open(failure.props, {}, failure.change);
      await simulate(name, failure);
    });
  });
});
