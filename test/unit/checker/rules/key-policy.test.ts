import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change, withResource } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

/** The sound pipeline, its queue encrypted with a key of the template that has these statements. */
const encryptedWith = (Statement: unknown) =>
  withResource(change(sound, 'Queue', { KmsMasterKeyId: { Ref: 'Key' } }), 'Key', {
    Type: 'AWS::KMS::Key',
    Properties: { KeyPolicy: { Statement } },
  });

describe('key-policy', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes without a key', sound, []],
    [
      'finds the own key of the account for SQS',
      change(sound, 'Queue', { KmsMasterKeyId: 'alias/aws/sqs' }),
      ['error Queue'],
    ],
    [
      'finds it behind the queue for what is undelivered',
      change(sound, 'UndeliveredQueue', {
        KmsMasterKeyId: { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/sqs' },
      }),
      ['error UndeliveredQueue'],
    ],
    [
      'passes with a key that lets SNS use it',
      encryptedWith({
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
      }),
      [],
    ],
    [
      'passes with one that lets the topic use it',
      encryptedWith({
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
      }),
      [],
    ],
    [
      'passes with an alias of such a key',
      withResource(
        change(
          encryptedWith({
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
          }),
          'Queue',
          { KmsMasterKeyId: { Ref: 'Alias' } },
        ),
        'Alias',
        { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/mine', TargetKeyId: { Ref: 'Key' } } },
      ),
      [],
    ],
    [
      'finds a key that does not',
      encryptedWith({
        Effect: 'Allow',
        Principal: { AWS: '123456789012' },
        Action: 'kms:*',
        Resource: '*',
      }),
      ['error Key'],
    ],
    [
      'finds a key that lets SNS decrypt alone',
      encryptedWith({
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
      ['error Key'],
    ],
    [
      'finds a key that lets another topic use it',
      encryptedWith({
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:other' } },
      }),
      ['error Key'],
    ],
    [
      'leaves the dead-letter queue alone, to which SQS moves by itself',
      change(sound, 'DeadLetterQueue', { KmsMasterKeyId: 'alias/aws/sqs' }),
      [],
    ],
    [
      'cannot know a key of elsewhere',
      change(sound, 'Queue', { KmsMasterKeyId: 'alias/mine' }),
      ['info Queue'],
    ],
    [
      'cannot know one that is given at deployment',
      withParameter(change(sound, 'Queue', { KmsMasterKeyId: GIVEN })),
      ['info Queue'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('key-policy', template)).toEqual(found);
  });
});
