import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  change,
  emailerRole,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

const keyed = (...statements: object[]) =>
  withResource(
    withResource(change(sound, 'Queue', { KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } }), 'Key', {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        },
      },
    }),
    'EmailerRole',
    emailerRole(...statements),
  );

describe('queue-permission', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where the role may read the queue', sound, []],
    [
      'passes by the managed policy of AWS',
      change(sound, 'EmailerRole', {
        Policies: [],
        ManagedPolicyArns: [
          {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                ':iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole',
              ],
            ],
          },
        ],
      }),
      [],
    ],
    ['finds a role that may not', change(sound, 'EmailerRole', { Policies: [] }), ['error Emailer']],
    [
      'finds one that may read another queue',
      change(sound, 'EmailerRole', {
        Policies: [
          {
            PolicyDocument: {
              Statement: {
                Effect: 'Allow',
                Action: 'sqs:*',
                Resource: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
              },
            },
          },
        ],
      }),
      ['error Emailer'],
    ],
    [
      'cannot know a role of elsewhere',
      change(sound, 'Emailer', { Role: 'arn:aws:iam::123456789012:role/elsewhere' }),
      ['info Emailer'],
    ],
    [
      'cannot know a managed policy of elsewhere',
      change(sound, 'EmailerRole', {
        Policies: [],
        ManagedPolicyArns: ['arn:aws:iam::123456789012:policy/elsewhere'],
      }),
      ['info Emailer'],
    ],
    ['finds a role that may not use the key of the queue', keyed(), ['error Emailer']],
    [
      'passes for one that may',
      keyed({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      [],
    ],
    [
      'finds what is denied again',
      withResource(
        sound,
        'EmailerRole',
        emailerRole({ Effect: 'Deny', Action: 'sqs:DeleteMessage', Resource: '*' }),
      ),
      ['error Emailer'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('queue-permission', template)).toEqual(found);
  });
});
