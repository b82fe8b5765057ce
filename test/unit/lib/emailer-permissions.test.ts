import { describe, expect, it } from '@jest/globals';
import { Lazy } from 'aws-cdk-lib';
import { roleOf } from '../../support/construct/a-function.ts';
import { aPipeline, policyDocumentOf } from '../../support/construct/pipeline-template.ts';

describe('the emailer’s role', () => {
  const token = Lazy.string({ produce: () => 'late@example.com' });
  it.each([
    { name: 'a display name', sourceAddress: 'Ada <ada@example.com>', fromAddress: 'ada@example.com' },
    {
      name: 'a quoted display name',
      sourceAddress: '"Ada <L.>" <ada@example.com>',
      fromAddress: 'ada@example.com',
    },
    { name: 'a token', sourceAddress: token, fromAddress: 'late@example.com' },
    { name: 'a token with a display name', sourceAddress: `Ada <${token}>`, fromAddress: 'late@example.com' },
  ])('may send as the bare address where the source address has $name', ({ sourceAddress, fromAddress }) => {
    const { emailer } = aPipeline({ sourceAddress });

    expect(policyDocumentOf(roleOf(emailer), 'AWS::IAM::Policy')).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({ Condition: { StringEquals: { 'ses:FromAddress': fromAddress } } }),
      ]),
    });
  });
});
