import { describe, expect, it } from '@jest/globals';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ALARMS, type AlarmKind } from '../../../../contract/alarms.ts';
import type { CustomNotifications } from '../../../../lib/index.ts';
import {
  aPipeline,
  aStack,
  onlyResource,
  policyDocumentOf,
  refTo,
  resourceOf,
} from '../../../support/pipeline-template.ts';

const ARRIVALS: readonly AlarmKind[] = ['DeadLetterArrived', 'NotificationUndelivered'];

describe('the topic of alarmEmail', () => {
  const pipeline = aPipeline({ alarmEmail: 'operator@example.com' });
  const topic = pipeline.alarmTopic as Topic;

  it('has no key that would keep CloudWatch out', () => {
    expect(resourceOf(topic).Properties).toBeUndefined();
  });

  it('takes alarms of this account alone, and nothing by plain HTTP', () => {
    expect(policyDocumentOf(topic, 'AWS::SNS::TopicPolicy')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowPublishThroughSSLOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: refTo(topic),
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Sid: 'AllowAlarms',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: refTo(topic),
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });

  it('writes to the address', () => {
    const isEmail = ({ Properties }: { Properties: Record<string, unknown> }) =>
      Properties.Protocol === 'email';

    expect(onlyResource(pipeline, 'AWS::SNS::Subscription', isEmail).Properties).toEqual({
      Protocol: 'email',
      TopicArn: refTo(topic),
      Endpoint: 'operator@example.com',
    });
  });

  it.each(ALARMS)('hears of %s', (kind) => {
    expect(actionsOf(pipeline, kind)).toEqual({
      alarm: [refTo(topic)],
      ok: ARRIVALS.includes(kind) ? undefined : [refTo(topic)],
    });
  });
});

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
