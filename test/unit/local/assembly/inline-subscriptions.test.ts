import { describe, expect, it } from '@jest/globals';
import { withInlineSubscriptions } from '../../../../local/assembly/inline-subscriptions.ts';

const QUEUE = { Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } };
const EMAIL = { Protocol: 'email', Endpoint: 'ada@example.com' };

describe('withInlineSubscriptions', () => {
  it('has each subscription of a topic be a resource, on the topic’s condition', () => {
    const Topic = {
      Type: 'AWS::SNS::Topic',
      Condition: 'IsWanted',
      Properties: { TopicName: 'news', Subscription: [QUEUE, EMAIL] },
    };

    expect(withInlineSubscriptions({ Resources: { Topic }, Outputs: {} })).toEqual({
      Resources: {
        Topic: { ...Topic, Properties: { TopicName: 'news' } },
        TopicInlineSubscription1: {
          Type: 'AWS::SNS::Subscription',
          Condition: 'IsWanted',
          Properties: { ...QUEUE, TopicArn: { Ref: 'Topic' } },
        },
        TopicInlineSubscription2: {
          Type: 'AWS::SNS::Subscription',
          Condition: 'IsWanted',
          Properties: { ...EMAIL, TopicArn: { Ref: 'Topic' } },
        },
      },
      Outputs: {},
    });
  });

  it.each([
    ['no resources', {}],
    ['a topic without any', { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }],
    [
      'an expression in their place',
      {
        Resources: {
          Topic: { Type: 'AWS::SNS::Topic', Properties: { Subscription: { 'Fn::If': ['A', [], []] } } },
        },
      },
    ],
  ])('leaves %s as it is', (_, template) => {
    expect(withInlineSubscriptions(template)).toBe(template);
  });
});
