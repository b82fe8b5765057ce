import type { Check } from './check.ts';
import { BY_PLAIN_HTTP, statementsOf } from './policies.ts';
import { expectEqual, only, propertiesOf, ref } from './template.ts';

export const ALARM_TOPIC: readonly Check[] = [
  {
    intention: 'The topic for alarms has no key, which would keep CloudWatch out',
    verify: (template, { alarmTopic }) => {
      expectEqual('Settings', propertiesOf(template, alarmTopic, 'AWS::SNS::Topic'), {});
    },
  },
  {
    intention: 'The topic for alarms takes those of its own account alone, and nothing by plain HTTP',
    verify: (template, { alarmTopic }) => {
      expectEqual('Statements', statementsOf(template, 'AWS::SNS::TopicPolicy', alarmTopic), [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: ref(alarmTopic),
          Condition: BY_PLAIN_HTTP,
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: ref(alarmTopic),
          Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
        },
      ]);
    },
  },
  {
    intention: 'Alarms are written to the operator, all of them',
    verify: (template, { alarmTopic }) => {
      const isOfAlarms = ({ TopicArn }: { TopicArn?: unknown }) =>
        JSON.stringify(TopicArn) === JSON.stringify(ref(alarmTopic));
      expectEqual('Subscription', only(template, 'AWS::SNS::Subscription', isOfAlarms).Properties, {
        Protocol: 'email',
        TopicArn: ref(alarmTopic),
        Endpoint: 'operator@example.com',
      });
    },
  },
];
