import { describe, expect, it } from '@jest/globals';
import { checkPipelines } from '../../../../checker/index.ts';
import {
  aSoundTemplate,
  change,
  emailerRole,
  lettingSend,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('mail-permission-scope', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes with a condition on the sender', sound, []],
    [
      'passes with one identity as the resource',
      withResource(
        sound,
        'EmailerRole',
        emailerRole(
          lettingSend({
            Resource: { 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/example.com' },
            Condition: undefined,
          }),
        ),
      ),
      [],
    ],
    [
      'finds every resource without a condition',
      withResource(sound, 'EmailerRole', emailerRole(lettingSend({ Condition: undefined }))),
      ['warning Emailer'],
    ],
    [
      'finds every identity without one',
      withResource(
        sound,
        'EmailerRole',
        emailerRole(
          lettingSend({
            Resource: { 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/*' },
            Condition: undefined,
          }),
        ),
      ),
      ['warning Emailer'],
    ],
    [
      'finds a condition that excludes one sender',
      withResource(
        sound,
        'EmailerRole',
        emailerRole(
          lettingSend({ Condition: { StringNotEquals: { 'ses:FromAddress': 'root@example.com' } } }),
        ),
      ),
      ['warning Emailer'],
    ],
    [
      'finds a condition that any sender meets',
      withResource(
        sound,
        'EmailerRole',
        emailerRole(lettingSend({ Condition: { StringLike: { 'ses:FromAddress': '*' } } })),
      ),
      ['warning Emailer'],
    ],
    [
      'finds a wildcard action',
      withResource(sound, 'EmailerRole', emailerRole(lettingSend({ Action: 'ses:*' }))),
      ['warning Emailer'],
    ],
    [
      'finds every resource, where another action of the statement is not known',
      withParameter(
        withResource(
          sound,
          'EmailerRole',
          emailerRole(lettingSend({ Action: ['ses:SendRawEmail', GIVEN], Condition: undefined })),
        ),
      ),
      ['warning Emailer'],
    ],
    [
      'finds a wildcard action and every resource, each by itself',
      withResource(
        sound,
        'EmailerRole',
        emailerRole(lettingSend({ Action: 'ses:Send*', Condition: undefined })),
      ),
      ['warning Emailer', 'warning Emailer'],
    ],
    [
      'finds everything allowed, where the code is known to send',
      withResource(sound, 'EmailerRole', emailerRole({ Effect: 'Allow', Action: '*', Resource: '*' })),
      ['warning Emailer', 'warning Emailer'],
    ],
    [
      'finds all but some actions and some resources allowed',
      withResource(
        sound,
        'EmailerRole',
        emailerRole({ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::secret' }),
      ),
      ['warning Emailer', 'warning Emailer'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('mail-permission-scope', template)).toEqual(found);
  });

  it.each<[code: string, remedy: string]>([
    [
      "import boto3\nboto3.client('ses').send_templated_email()",
      'Allow only what its code calls: ses:SendTemplatedEmail.',
    ],
    [
      "import boto3\nses = boto3.client('ses')\nses.send_email()\nses.send_raw_email()",
      'Allow only what its code calls: ses:SendEmail, and ses:SendRawEmail.',
    ],
    [
      "import boto3\nboto3.client('sesv2').send_email()",
      'Allow only what its code calls: ses:SendEmail or ses:SendRawEmail or ses:SendTemplatedEmail.',
    ],
    ['print("nothing")', 'Allow only what its code calls: ses:SendEmail, or the like.'],
  ])('advises the actions that the code needs: %j', (ZipFile, remedy) => {
    const mayDoAll = withResource(sound, 'EmailerRole', emailerRole(lettingSend({ Action: 'ses:*' })));
    const template = change(mayDoAll, 'Emailer', { Code: { ZipFile }, Runtime: 'python3.14' });

    const { findings } = checkPipelines(template, { only: ['mail-permission-scope'] });

    expect(findings.map((finding) => finding.remedy)).toEqual([remedy]);
  });
});
