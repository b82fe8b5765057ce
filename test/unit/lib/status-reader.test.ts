import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { CustomNotifications } from '../../../lib/index.ts';
import { aFunction, roleOf } from '../../support/construct/a-function.ts';
import {
  aPipeline,
  aStack,
  logicalIdOf,
  policyDocumentOf,
  refTo,
  resourceOf,
} from '../../support/construct/pipeline-template.ts';

const readOnly = ({ deduplicationTable }: CustomNotifications) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: { 'Fn::GetAtt': [logicalIdOf(deduplicationTable as never), 'Arn'] },
    },
  ],
});

describe('grantReadStatus', () => {
  it('lets the grantee read single items of the table, and nothing else', () => {
    const own = aPipeline();
    const role = new Role(Stack.of(own), 'Role', { assumedBy: new AccountPrincipal('123456789012') });

    own.grantReadStatus(role);

    expect(policyDocumentOf(role, 'AWS::IAM::Policy')).toEqual(readOnly(own));
  });

  it('needs the table', () => {
    const own = aPipeline({ deduplicateFor: false });
    const role = new Role(Stack.of(own), 'Role', { assumedBy: new AccountPrincipal('123456789012') });

    expect(() => own.grantReadStatus(role)).toThrow(
      'Backend/Notifications: grantReadStatus: what became of a notification is in the table of what was sent, ' +
        'which deduplicateFor: false takes away; leave that prop out',
    );
  });
});

describe('addStatusReader', () => {
  it('lets the function read and tells it the table', () => {
    const own = aPipeline();
    const fn = aFunction(Stack.of(own));

    own.addStatusReader(fn);

    expect(policyDocumentOf(roleOf(fn), 'AWS::IAM::Policy')).toEqual(readOnly(own));
    expect(variablesOf(fn)).toEqual({ MAILROOM_TABLE: refTo(own.deduplicationTable as never) });
  });

  it('stands beside addPublisher', () => {
    const own = aPipeline();
    const fn = aFunction(Stack.of(own));

    own.addPublisher(fn);
    own.addStatusReader(fn, 'ORDERS_TABLE');

    expect(variablesOf(fn)).toEqual({
      MAILROOM_TOPIC_ARN: refTo(own.topic),
      ORDERS_TABLE: refTo(own.deduplicationTable as never),
    });
  });

  it('refuses a variable in which the function finds something else', () => {
    const own = aPipeline();
    const fn = aFunction(Stack.of(own));
    own.addPublisher(fn, 'MAIL');

    expect(() => own.addStatusReader(fn, 'MAIL')).toThrow(
      'Backend/Function already finds Backend/Notifications/NotificationTopic in the environment variable MAIL; ' +
        "name another for Backend/Notifications/DeduplicationTable, as in addStatusReader(fn, 'OTHER_TABLE')",
    );
  });

  it('refuses a function that takes no environment, and says what to do', () => {
    const own = aPipeline();
    const imported = NodeFunction.fromFunctionName(Stack.of(own), 'Imported', 'elsewhere');

    expect(() => own.addStatusReader(imported)).toThrow(
      /set MAILROOM_TABLE on the function itself and call grantReadStatus\(fn\) instead of addStatusReader\(fn\)$/,
    );
  });

  it('needs the table', () => {
    const own = aPipeline({ deduplicateFor: false });

    expect(() => own.addStatusReader(aFunction(aStack('Functions')))).toThrow(
      /addStatusReader: .* deduplicateFor/,
    );
  });
});

function variablesOf(fn: NodeFunction): unknown {
  return (resourceOf(fn).Properties.Environment as { Variables: unknown }).Variables;
}
