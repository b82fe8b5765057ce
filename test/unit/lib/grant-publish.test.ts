import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { aPipeline, policyDocumentOf } from '../../support/construct/pipeline-template.ts';
import { publishTo } from '../../support/construct/policy-statements.ts';

describe('grantPublish', () => {
  it('lets the grantee publish, and touch no key', () => {
    const own = aPipeline();
    const role = new Role(Stack.of(own), 'Role', { assumedBy: new AccountPrincipal('123456789012') });

    own.grantPublish(role);

    expect(policyDocumentOf(role, 'AWS::IAM::Policy')).toEqual({
      Version: '2012-10-17',
      Statement: [publishTo(own.topic)],
    });
  });
});
