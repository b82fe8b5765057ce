import { describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../../local/assembly/resource.ts';
import type { Template } from '../../../../local/assembly/template.ts';
import { refuseSameNames } from '../../../../local/deploy/refuse-same-names.ts';
import { RESOURCE_TYPES } from '../../../../local/registry.ts';
import { aStack } from '../../template/a-stack.ts';

const of = (name: string, Resources: NonNullable<Template['Resources']>): Resource[] =>
  aStack({ Resources }, { name }).resources();

const refusing = (...resources: Resource[]) => refuseSameNames(RESOURCE_TYPES, { resources });

const aQueue = (QueueName: string) => ({ Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName } } });
const aTable = (Type: string) => ({ T: { Type, Properties: { TableName: 'mail' } } });
const aFunction = (Runtime: string) => ({
  F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'mail', Runtime } },
});

describe('refuseSameNames', () => {
  it.each([
    ['of other names', [...of('Dev', aQueue('a')), ...of('Prod', aQueue('b'))]],
    [
      'without names',
      [...of('Dev', { Q: { Type: 'AWS::SQS::Queue' } }), ...of('Prod', { Q: { Type: 'AWS::SQS::Queue' } })],
    ],
    ['of other services', [...of('Dev', aQueue('mail')), ...of('Prod', aTable('AWS::DynamoDB::Table'))]],
    ['that do not run', [...of('Dev', aFunction('python3.13')), ...of('Prod', aFunction('python3.13'))]],
  ])('lets resources %s pass', (_, resources) => {
    expect(() => refusing(...resources)).not.toThrow();
  });

  it.each([
    ['queue', aQueue('mail'), aQueue('mail'), 'Dev/Q and Prod/Q (AWS::SQS::Queue)'],
    [
      'function',
      aFunction('nodejs24.x'),
      aFunction('nodejs22.x'),
      'Dev/F and Prod/F (AWS::Lambda::Function)',
    ],
    [
      'table',
      aTable('AWS::DynamoDB::Table'),
      aTable('AWS::DynamoDB::GlobalTable'),
      'Dev/T and Prod/T (AWS::DynamoDB::GlobalTable)',
    ],
  ])('asks for a choice where two stacks have a %s of one name', (_, one, other, which) => {
    expect(() => refusing(...of('Dev', one), ...of('Prod', other))).toThrow(
      `${which} are both named mail, and the local stack is one region: choose one of the stacks with --stack Dev or --stack Prod.`,
    );
  });

  it('asks for another name where a stack has two', () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'mail' } };

    expect(() => refusing(...of('App', { One: queue, Two: queue }))).toThrow(
      /one region: give one another name\.$/,
    );
  });
});
