import { describe, expect, it } from '@jest/globals';
import { readPolicy } from '../../../../local/iam/read-policy.ts';
import type { Json, JsonObject } from '../../../../template/json.ts';
import { statements } from './a-statement.ts';

describe('readPolicy', () => {
  it.each<[string, JsonObject, string[]]>([
    [
      'an operator',
      { Condition: { IpAddress: { 'aws:SecureTransport': 'x' } } },
      ['aws:SecureTransport in IpAddress'],
    ],
    [
      'a key',
      { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
      ['aws:PrincipalOrgID in StringEquals'],
    ],
    [
      'a key with a quantifier',
      { Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } } },
      ['aws:TagKeys in ForAnyValue:StringEquals'],
    ],
    [
      'several values under an operator for one',
      { Condition: { StringLike: { 'ses:Recipients': '*' } } },
      ['ses:Recipients in StringLike without ForAllValues or ForAnyValue'],
    ],
    [
      'a variable in a resource',
      { Resource: 'arn:aws:sqs:*:*:${aws:PrincipalTag/team}' },
      ['the variable ${aws:principaltag/team}'],
    ],
    [
      'a variable in a value',
      { Condition: { StringEquals: { 'ses:FromAddress': '${saml:sub}' } } },
      ['the variable ${saml:sub}'],
    ],
    ['an element', { Unforeseen: 1 }, ['Unforeseen']],
    ['an effect', { Effect: 'Perhaps' }, ['the Effect "Perhaps"']],
    [
      'what it can evaluate',
      { Sid: 'Fine', Condition: { 'ForAllValues:StringLike': { 'ses:Recipients': '*' } } },
      [],
    ],
  ])('notes %s', (_, statement, unknown) => {
    expect(statements('identity', statement).map((each) => each.unknown)).toEqual([unknown]);
  });

  it('notes a statement of a role that names no resource, which IAM does not take', () => {
    const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sqs:*' } };

    expect(readPolicy(document, 'identity', 'Tested')[0]?.unknown).toEqual(['a statement without Resource']);
    expect(readPolicy({ ...document }, 'resource', 'Tested')[0]?.resources.listed).toEqual(['*']);
  });

  it('reads the JSON of a policy as the policy', () => {
    const document = JSON.stringify({ Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' } });

    expect(readPolicy(document, 'identity', 'Tested')).toMatchObject([{ actions: { listed: ['sqs:*'] } }]);
  });

  it('has variables only in policies of the version that has them', () => {
    const Statement: Json = { Effect: 'Allow', Action: 'sqs:*', Resource: '${saml:sub}' };

    expect(readPolicy({ Version: '2012-10-17', Statement }, 'identity', 'New')[0]?.unknown).toHaveLength(1);
    expect(readPolicy({ Statement }, 'identity', 'Old')[0]?.unknown).toEqual([]);
  });

  it('leaves out statements about services and actions that the local stack does not have', () => {
    const actions = [
      'athena:*',
      'cloudwatch:PutMetricData',
      'kms:Decrypt',
      ['logs:CreateLogGroup', 'xray:*'],
    ];

    expect(statements('identity', ...actions.map((Action) => ({ Action })))).toEqual([]);
  });

  it.each([
    '*',
    'sqs:SendMessage',
    's?s:*',
    'lambda:Invoke*',
    'cloudwatch:Describe*',
    ['s3:*', 'ses:SendEmail'],
  ])('keeps a statement about %j', (Action) => {
    expect(statements('identity', { Action })).toHaveLength(1);
  });

  it('keeps a statement about all actions but some', () => {
    expect(statements('identity', { Action: undefined, NotAction: 's3:*' })).toMatchObject([
      { actions: { isNot: true, listed: ['s3:*'] } },
    ]);
  });

  it.each([undefined, null, 'text', [], {}, { Statement: null }, { Statement: ['text'] }])(
    'finds nothing that allows in %j',
    (document) => {
      expect(readPolicy(document as Json, 'identity', 'Tested')).toEqual([]);
    },
  );
});
