import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { ALARMS, type AlarmKind } from '../../../../contract/alarms.ts';
import { aPipeline, resourceOf, warningsOf } from '../../../support/construct/pipeline-template.ts';

const pipeline = aPipeline();

describe('the alarms', () => {
  it('are one of each kind, below Alarms, under its kind', () => {
    expect(Object.keys(pipeline.alarms ?? {})).toEqual([...ALARMS]);
    expect(ALARMS.map((kind) => alarmOf(kind).node.path)).toEqual(
      ALARMS.map((kind) => `Backend/Notifications/Alarms/${kind}`),
    );
  });

  it('give synth nothing to warn of', () => {
    expect(warningsOf(pipeline)).toEqual([]);
  });

  it.each(ALARMS)('keep %s within what CloudWatch evaluates, a day', (kind) => {
    const { EvaluationPeriods, Period = 300 } = propertiesOf(kind) as Record<string, number>;

    expect(Number(EvaluationPeriods) * Period).toBeLessThanOrEqual(86_400);
  });
});

describe('how long an alarm stays on', () => {
  it.each([{ sendRate: 14 }, { sendRate: 500, retryFor: Duration.hours(24) }])(
    'covers an hour, the longest hold, or the 6 minutes of the queue’s own delay: %j',
    (props) => {
      const own = aPipeline(props);

      const periods = (['NotificationsHeld', 'NotificationsOld', 'EmailerErrors'] as const).map(
        (kind) => propertiesOf(kind, own).EvaluationPeriods,
      );

      expect(periods).toEqual([14, 14, 4]);
    },
  );
});

function alarmOf(kind: AlarmKind, of = pipeline) {
  const alarm = of.alarms?.[kind];
  if (!alarm) throw new Error(`${of.node.path} has no alarm ${kind}`);
  return alarm;
}

function propertiesOf(kind: AlarmKind, of = pipeline): Record<string, unknown> {
  return resourceOf(alarmOf(kind, of)).Properties;
}
