import type { Check } from './check.ts';
import { BY_PLAIN_HTTP, statementsOf } from './policies.ts';
import { expectEqual, expectOnly, propertiesOf, ref } from './template.ts';

const TYPE = 'AWS::SNS::Topic';

export const TOPIC: readonly Check[] = [
  {
    intention:
      'The topic is encrypted with the key that every principal of the account who may publish can use',
    verify: (template, { topic }) => {
      expectEqual('Key', propertiesOf(template, topic, TYPE).KmsMasterKeyId, 'alias/aws/sns');
    },
  },
  {
    intention: 'The topic is a standard one that takes whatever it is given: no order, no policy on content',
    verify: (template, { topic }) => {
      expectOnly('the topic', propertiesOf(template, topic, TYPE), ['KmsMasterKeyId']);
    },
  },
  {
    intention:
      'Nobody publishes by plain HTTP, and the topic itself allows nobody: permissions decide who publishes',
    verify: (template, { topic }) => {
      expectEqual('Statements', statementsOf(template, 'AWS::SNS::TopicPolicy', topic), [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: ref(topic),
          Condition: BY_PLAIN_HTTP,
        },
      ]);
    },
  },
];
