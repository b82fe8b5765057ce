import { describe, expect, it } from '@jest/globals';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ALARMS, type AlarmKind } from '../../../../contract/alarms.ts';
import type { CustomNotifications } from '../../../../lib/index.ts';
import { aPipeline, aStack, refTo, resourceOf } from '../../../support/construct/pipeline-template.ts';

describe('alarmTopic', () => {
  it('hears of every alarm in place of a topic of the pipeline’s own', () => {
    const stack = aStack();
    const alarmTopic = new Topic(stack, 'Pager');
    const pipeline = aPipeline({ alarmTopic }, { stack });

    expect(pipeline.alarmTopic).toBe(alarmTopic);
    expect(pipeline.node.tryFindChild('AlarmTopic')).toBeUndefined();
    expect(ALARMS.map((kind) => actionsOf(pipeline, kind).alarm)).toEqual(
      ALARMS.map(() => [refTo(alarmTopic)]),
    );
  });
});

describe('without either', () => {
  it('alarms call nobody', () => {
    const pipeline = aPipeline();

    expect(pipeline.alarmTopic).toBeUndefined();
    expect(ALARMS.map((kind) => actionsOf(pipeline, kind))).toEqual(ALARMS.map(() => ({})));
  });
});

function actionsOf(pipeline: CustomNotifications, kind: AlarmKind): { alarm?: unknown; ok?: unknown } {
  const { AlarmActions, OKActions } = resourceOf(
    (pipeline.alarms as Record<AlarmKind, never>)[kind],
  ).Properties;
  return { alarm: AlarmActions, ok: OKActions };
}
