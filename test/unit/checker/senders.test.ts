import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  change,
  denyingPlainHttp,
  lettingSns,
  queuePolicy,
  withResource,
} from '../../support/checker/a-sound-template.ts';
import { findingsOf } from '../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();
const policed = (...statements: object[]) =>
  withResource(sound, 'QueuePolicy', queuePolicy('Queue', ...statements));
const onCondition = (Condition: object) => policed(lettingSns('Queue', { Condition }));
const ofTheAccount = { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*' };

describe('what SNS is let in by', () => {
  it.each<[string, object, string[]]>([
    [
      'a pattern for the topics of the account',
      onCondition({ ArnLike: { 'aws:SourceArn': ofTheAccount } }),
      [],
    ],
    ['the account', onCondition({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }), []],
    [
      'the topic, if there is one, as SNS always tells',
      onCondition({ ArnEqualsIfExists: { 'aws:SourceArn': { Ref: 'Topic' } } }),
      [],
    ],
    [
      'one of several accounts',
      onCondition({ StringEquals: { 'aws:SourceAccount': ['123456789012', { Ref: 'AWS::AccountId' }] } }),
      [],
    ],
    [
      'the owner, as SNS says itself',
      onCondition({ StringEquals: { 'AWS:SourceOwner': { Ref: 'AWS::AccountId' } } }),
      [],
    ],
    [
      'a pattern for another name',
      onCondition({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:123456789012:orders' } }),
      ['error Queue'],
    ],
    [
      'a pattern that the generated name may match',
      onCondition({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:123456789012:mail-*' } }),
      ['info Queue'],
    ],
    [
      'the organisation of the source, which nobody knows',
      onCondition({ StringEquals: { 'aws:SourceOrgID': 'o-1' } }),
      ['info Queue'],
    ],
    [
      'the organisation of a principal, which SNS has not',
      onCondition({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
      ['error Queue'],
    ],
    ['any account', onCondition({ StringLike: { 'aws:SourceAccount': '*' } }), ['error Queue']],
    [
      'SNS of one region',
      policed(lettingSns('Queue', { Principal: { Service: 'sns.me-south-1.amazonaws.com' } })),
      [],
    ],
    [
      'SNS of the region',
      policed(
        lettingSns('Queue', { Principal: { Service: { 'Fn::Sub': 'sns.${AWS::Region}.amazonaws.com' } } }),
      ),
      [],
    ],
    [
      'a service that begins alike',
      policed(lettingSns('Queue', { Principal: { Service: 'snsx.amazonaws.com' } })),
      ['error Queue'],
    ],
    ['a pattern for the queue', policed(lettingSns('Queue', { Resource: 'arn:aws:sqs:*:*:*' })), []],
    [
      'its topic by TopicName',
      onCondition({ ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Topic', 'TopicName'] } } }),
      ['error Queue'],
    ],
    [
      'a denial of all but another topic',
      policed(lettingSns('Queue'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: '*',
        Condition: { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:other' } },
      }),
      ['error Queue'],
    ],
    [
      'a denial of all but this topic',
      policed(lettingSns('Queue'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: '*',
        Condition: { ArnNotEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
      }),
      [],
    ],
    [
      'a denial for everyone',
      policed(lettingSns('Queue'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Resource: '*',
      }),
      ['error Queue'],
    ],
  ])('is judged: %s', (_, template, found) => {
    expect(findingsOf('queue-policy', template)).toEqual(found);
  });

  it('is lost where another policy of the queue is written later', () => {
    const both = (...other: object[]) => withResource(sound, 'Other', queuePolicy('Queue', ...other));

    expect(findingsOf('queue-policy', both(denyingPlainHttp('Queue')))).toEqual(['error Queue']);
    expect(findingsOf('queue-policy', both(lettingSns('Queue')))).toEqual([]);
  });

  it('is of no use where SNS refuses the subscription', () => {
    const toFifo = change(sound, 'Queue', { FifoQueue: true });

    expect(findingsOf('queue-policy', toFifo)).toEqual(['error Subscription']);
    expect(findingsOf('queue-policy', change(toFifo, 'Topic', { FifoTopic: 'true' }))).toEqual([]);
  });
});

describe('who else may write to the topic', () => {
  const publishing = (service: string, Condition?: object, key: unknown = 'alias/aws/sns') =>
    change(
      withResource(sound, 'TopicPolicy', {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Topic' }],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: service },
                Action: 'sns:Publish',
                Resource: { Ref: 'Topic' },
                ...(Condition && { Condition }),
              },
            ],
          },
        },
      }),
      'Topic',
      { KmsMasterKeyId: key },
    );
  const own = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

  it.each<[string, object, string[]]>([
    ['a bucket of anybody', publishing('s3.amazonaws.com'), ['error Topic']],
    [
      'any bucket, by a pattern',
      publishing('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }),
      ['error Topic'],
    ],
    ['an alarm of anybody', publishing('cloudwatch.amazonaws.com'), ['error Topic']],
    [
      'a bucket by its name',
      publishing('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::mine' } }),
      [],
    ],
    ['a bucket of the account', publishing('s3.amazonaws.com', own), []],
  ])('is told: %s', (_, template, found) => {
    expect(findingsOf('open-to-everyone', template)).toEqual(found);
  });

  it('may not use its key where that is the one of the account', () => {
    expect(findingsOf('key-policy', publishing('s3.amazonaws.com', own))).toEqual(['error Topic']);
    expect(findingsOf('key-policy', publishing('s3.amazonaws.com', own, ''))).toEqual([]);
  });

  it('may use a key of its own whose policy lets it', () => {
    const keyed = (service: string) =>
      withResource(publishing('s3.amazonaws.com', own, { Ref: 'Key' }), 'Key', {
        Type: 'AWS::KMS::Key',
        Properties: {
          KeyPolicy: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: service },
                Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
                Resource: '*',
              },
            ],
          },
        },
      });

    expect(findingsOf('key-policy', keyed('s3.amazonaws.com'))).toEqual([]);
    expect(findingsOf('key-policy', keyed('ses.amazonaws.com'))).toEqual(['error Topic']);
  });
});
