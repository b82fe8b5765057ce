import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Alarm } from '../../../../../local/services/cloudwatch/alarm.ts';
import { startOf } from '../../../../../local/services/cloudwatch/metric.ts';
import { MetricStore } from '../../../../../local/services/cloudwatch/metric-store.ts';
import type { JsonObject } from '../../../../../template/json.ts';
import { cases } from '../../../../support/any/cases.ts';
import { addMinutes, aMetric, aStore, MINUTE } from '../../../../support/local/a-store.ts';
import { anAlarm, anExpressionOf } from '../../../../support/local/an-alarm.ts';

const THRESHOLD_CROSSED_BY_ONE =
  'Threshold Crossed: 1 out of the last 1 datapoints [9.0 (20/02/25 21:20:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).';

/** The changes as `minute: state`, minutes counted from the alarm's creation. */
const told = ({ history }: Alarm) =>
  history.map(({ at, to }) => `${Math.floor(at / 60_000) - MINUTE}: ${to}`);

describe('an alarm', () => {
  it('is evaluated at each minute’s end, also where many have passed', () => {
    const alarm = anAlarm();
    const store = aStore({ Sent: [1, 9, 1, 1, 1, 9, 9, 1] });

    alarm.advance(MINUTE + 20, store);

    expect(told(alarm)).toEqual(['0: OK', '2: ALARM', '3: OK', '6: ALARM', '8: OK']);
    expect(alarm.state).toBe('OK');
  });

  it('says why it is in its state, since when, and what it was', () => {
    const alarm = anAlarm();
    alarm.advance(MINUTE, new MetricStore());

    const [transition] = alarm.advance(MINUTE + 1, aStore({ Sent: [9] }));

    expect(transition).toMatchObject({ at: startOf(MINUTE + 1), from: 'OK', to: 'ALARM' });
    expect(alarm.since).toBe(startOf(MINUTE + 1));
    expect(alarm.reason.replace(/\(\d\d\/.*?\)/, '(20/02/25 21:20:00)')).toBe(THRESHOLD_CROSSED_BY_ONE);
  });

  it('stays in alarm while a value is in the range that it looks at, if there are no others', () => {
    const alarm = anAlarm();

    alarm.advance(MINUTE + 10, aStore({ Sent: [9] }));

    expect(told(alarm)).toEqual(['0: OK', '1: ALARM', '4: OK']);
  });

  it('has no data before the first value, where missing data is missing', () => {
    const alarm = anAlarm({ TreatMissingData: 'missing' });

    alarm.advance(MINUTE + 20, aStore({ Sent: [undefined, undefined, 1] }));

    expect(told(alarm)).toEqual(['3: OK', '6: INSUFFICIENT_DATA']);
    expect(alarm.reason).toBe('Insufficient Data: 1 datapoint was unknown.');
  });

  it('slides periods that are longer than a minute by the minute', () => {
    const alarm = anAlarm({ Period: 180 });

    alarm.advance(MINUTE + 12, aStore({ Sent: [0, 0, 3, 0, 3, 0, 0, 0, 0, 0, 0, 0] }));

    expect(told(alarm)).toEqual(['0: OK', '5: ALARM', '6: OK']);
  });

  it('sees values that come late, as far back as it looks', () => {
    const alarm = anAlarm();
    const store = new MetricStore();
    alarm.advance(MINUTE + 2, store);

    addMinutes(store, 'Sent', [undefined, 9]);
    alarm.advance(MINUTE + 3, store);

    expect(told(alarm)).toEqual(['0: OK', '3: ALARM']);
  });

  it('does not wait for the minute’s end to become one, but to be none again', () => {
    const alarm = anAlarm();
    const store = new MetricStore();
    const series = store.open(aMetric('Sent'));
    alarm.advance(MINUTE, store);

    series?.set(MINUTE, 9);
    alarm.lookAhead(startOf(MINUTE) + 40_000, store);
    series?.set(MINUTE, 0);
    alarm.lookAhead(startOf(MINUTE) + 45_000, store);
    const during = alarm.state;
    alarm.advance(MINUTE + 1, store);

    expect([during, alarm.state]).toEqual(['ALARM', 'OK']);
    expect(alarm.history.map(({ at }) => at - startOf(MINUTE))).toEqual([30_000, 40_000, 60_000]);
  });

  it('is none again at the minute’s end though, but for that moment, nothing has changed for an hour', () => {
    const alarm = anAlarm();
    const store = new MetricStore();
    const series = store.open(aMetric('Sent'));
    for (let minute = 0; minute <= 60; minute += 1) series?.set(MINUTE + minute, 1);
    alarm.advance(MINUTE + 60, store);

    series?.set(MINUTE + 60, 9);
    alarm.lookAhead(startOf(MINUTE + 60) + 30_000, store);
    series?.set(MINUTE + 60, 1);
    alarm.advance(MINUTE + 61, store);

    expect(told(alarm)).toEqual(['0: OK', '60: ALARM', '61: OK']);
  });

  it('has expressions look back five periods beyond its range', () => {
    const repeated = anExpressionOf('FILL(sent, REPEAT)', 'Sent');
    const alarm = anAlarm(repeated);

    alarm.advance(MINUTE + 20, aStore({ Sent: [9] }));

    expect(told(alarm)).toEqual(['0: OK', '1: ALARM', `${1 + 3 + 5}: OK`]);
  });

  it.each<[string, JsonObject]>([
    ['a sum that is to be low', { ComparisonOperator: 'LessThanThreshold' }],
    ['missing data', { TreatMissingData: 'breaching' }],
  ])('does not judge %s before the minute has ended', (_, properties) => {
    const alarm = anAlarm(properties);
    const store = aStore({ Sent: [1] });
    alarm.advance(MINUTE, aStore({ Sent: [] }));
    const before = alarm.state;

    alarm.lookAhead(startOf(MINUTE) + 40_000, properties.TreatMissingData ? new MetricStore() : store);

    expect(alarm.state).toBe(before);
  });

  it('never is anything where it is not evaluated, and says why', () => {
    const alarm = anAlarm({ Period: 10 });

    alarm.advance(MINUTE + 10, aStore({ Sent: [9, 9, 9] }));
    alarm.lookAhead(startOf(MINUTE + 10), aStore({ Sent: [9, 9, 9] }));

    expect([alarm.state, alarm.reason, alarm.history]).toEqual([
      'INSUFFICIENT_DATA',
      'The local stack does not evaluate this alarm: it needs a period of 10 seconds.',
      [],
    ]);
  });

  it('comes to the same whether minutes are evaluated one by one or all at once', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }), {
      minLength: 1,
      maxLength: 30,
    });
    const rules = fc.record({
      EvaluationPeriods: fc.constant(3),
      DatapointsToAlarm: fc.integer({ min: 1, max: 3 }),
      TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
    });
    fc.assert(
      fc.property(values, rules, (sent, properties) => {
        const [atOnce, step] = [anAlarm(properties), anAlarm(properties)];
        const store = aStore({ Sent: sent });
        const end = MINUTE + 45;

        atOnce.advance(end, store);
        for (let minute = MINUTE; minute <= end; minute += 1) {
          step.advance(minute, aStore({ Sent: sent.slice(0, minute - MINUTE) }));
        }

        expect(told(step)).toEqual(told(atOnce));
      }),
      { numRuns: cases(50) },
    );
  });
});
