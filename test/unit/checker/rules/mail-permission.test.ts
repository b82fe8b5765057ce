import { describe, expect, it } from '@jest/globals';
import {
  aSoundTemplate,
  change,
  emailerRole,
  lettingSend,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('mail-permission', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where the role may send', sound, []],
    ['finds a sender that may not', withResource(sound, 'EmailerRole', emailerRole()), ['error Emailer']],
    [
      'passes by a policy that is attached to the role',
      withResource(withResource(sound, 'EmailerRole', emailerRole()), 'Policy', {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: [{ Ref: 'EmailerRole' }], PolicyDocument: { Statement: [lettingSend()] } },
      }),
      [],
    ],
    [
      'passes by a managed policy that the role names',
      withResource(
        change(sound, 'EmailerRole', { Policies: [], ManagedPolicyArns: [{ Ref: 'Policy' }] }),
        'Policy',
        { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [lettingSend()] } } },
      ),
      [],
    ],
    [
      'finds a policy that is attached to another role',
      withResource(withResource(sound, 'EmailerRole', emailerRole()), 'Policy', {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: ['another'], PolicyDocument: { Statement: [lettingSend()] } },
      }),
      ['error Emailer'],
    ],
    [
      'leaves a function alone that sends nothing',
      change(withResource(sound, 'EmailerRole', emailerRole()), 'Emailer', {
        Code: { ZipFile: 'log(event)' },
      }),
      [],
    ],
    [
      'cannot know a function whose code is not at hand and whose role does not tell',
      change(withResource(sound, 'EmailerRole', emailerRole()), 'Emailer', { Code: { S3Key: 'code.zip' } }),
      ['info Emailer'],
    ],
    [
      'leaves such a one alone that is told what became of emails',
      withResource(
        change(withResource(sound, 'EmailerRole', emailerRole()), 'Emailer', { Code: { S3Key: 'code.zip' } }),
        'Destination',
        {
          Type: 'AWS::SES::ConfigurationSetEventDestination',
          Properties: {
            ConfigurationSetName: 'a-set',
            EventDestination: { SnsDestination: { TopicARN: { Ref: 'Topic' } } },
          },
        },
      ),
      [],
    ],
    [
      'cannot know what a role of elsewhere may',
      change(sound, 'Emailer', { Role: 'arn:aws:iam::123456789012:role/elsewhere' }),
      ['info Emailer'],
    ],
    [
      'finds one that may send otherwise than it does',
      withResource(sound, 'EmailerRole', emailerRole(lettingSend({ Action: 'ses:SendRawEmail' }))),
      ['error Emailer'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('mail-permission', template)).toEqual(found);
  });
});
