import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AlarmRules,
  type AlarmState,
  type Comparison,
  judge,
  type MissingData,
} from '../../../../../local/services/cloudwatch/alarm-rules.ts';

const RULES: AlarmRules = {
  comparison: 'GreaterThanThreshold',
  threshold: 5,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  missingData: 'missing',
};

/** Points as AWS's documentation draws them: `X` breaches, `0` does not, `-` is missing; the latest is the last. */
const drawn = (points: string) =>
  [...points.replaceAll(' ', '')].map((each) => (each === '-' ? undefined : each === 'X' ? 9 : 1));

const stateOf = (points: string, rules: Partial<AlarmRules>) =>
  judge(drawn(points), { ...RULES, ...rules }).state;

type States = [AlarmState | undefined, AlarmState | undefined, AlarmState, AlarmState];

const TREATMENTS: MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
describe('judge', () => {
  it.each<[string, ...States]>([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', undefined, 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', undefined, 'ALARM', 'OK'],
    ['- - - - X', undefined, undefined, 'ALARM', 'OK'],
  ])('treats missing data of %s as an alarm of 3 out of 3 says', (points, ...expected) => {
    expect(TREATMENTS.map((missingData) => stateOf(points, { missingData }))).toEqual(expected);
  });

  it.each<[string, ...States]>([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', undefined, 'ALARM', 'OK'],
  ])('treats missing data of %s as an alarm of 2 out of 3 says', (points, ...expected) => {
    const rules = { datapointsToAlarm: 2 };
    expect(TREATMENTS.map((missingData) => stateOf(points, { ...rules, missingData }))).toEqual(expected);
  });

  it.each<[Comparison, number[]]>([
    ['GreaterThanThreshold', [6]],
    ['GreaterThanOrEqualToThreshold', [5, 6]],
    ['LessThanThreshold', [4]],
    ['LessThanOrEqualToThreshold', [4, 5]],
  ])('compares by %s', (comparison, breaching) => {
    const rules = { ...RULES, comparison, evaluationPeriods: 1, datapointsToAlarm: 1 };

    expect([4, 5, 6].filter((value) => judge([value], rules).state === 'ALARM')).toEqual(breaching);
  });

  it('looks at the latest values where there are more than it evaluates', () => {
    expect(stateOf('X X X 0 0', {})).toBe('OK');
    expect(stateOf('0 0 X X X', {})).toBe('ALARM');
  });

  it('says what it looked at', () => {
    expect(judge(drawn('0 - X 0 X'), { ...RULES, datapointsToAlarm: 2 })).toEqual({
      state: 'ALARM',
      evaluated: [
        { index: 2, value: 9 },
        { index: 3, value: 1 },
        { index: 4, value: 9 },
      ],
      breaching: 2,
    });
  });

  const points = fc.array(fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }), {
    minLength: 5,
    maxLength: 5,
  });
  const treatment = fc.constantFrom(...TREATMENTS);

  it('never is an alarm where nothing breaches, unless missing data does', () => {
    const harmless = points.map((values) => values.map((value) => (value === undefined ? value : value % 6)));
    fc.assert(
      fc.property(
        harmless,
        fc.constantFrom<MissingData>('missing', 'ignore', 'notBreaching'),
        (values, missingData) => {
          expect(judge(values, { ...RULES, missingData }).state).not.toBe('ALARM');
        },
      ),
    );
  });

  it('never leaves an alarm because of one more breaching value', () => {
    fc.assert(
      fc.property(points, treatment, fc.nat({ max: 4 }), (values, missingData, place) => {
        const rules = { ...RULES, datapointsToAlarm: 2, missingData };
        fc.pre(values[place] !== undefined && judge(values, rules).state === 'ALARM');
        expect(judge(values.with(place, 10), rules).state).toBe('ALARM');
      }),
    );
  });

  it('does not depend on the treatment where no value is missing', () => {
    const whole = points.map((values) => values.map((value) => value ?? 0));
    fc.assert(
      fc.property(whole, (values) => {
        const states = TREATMENTS.map((missingData) => judge(values, { ...RULES, missingData }).state);
        expect(new Set(states).size).toBe(1);
      }),
    );
  });
});
