import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { type IFunction, Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { CustomNotifications } from '../../../lib/index.ts';
import { aFunction, roleOf } from '../../support/construct/a-function.ts';
import {
  aPipeline,
  aStack,
  policyDocumentOf,
  refTo,
  resourceOf,
  templateOf,
} from '../../support/construct/pipeline-template.ts';
import { publishTo } from '../../support/construct/policy-statements.ts';

describe('addPublisher', () => {
  it('lets the function publish and tells it the topic', () => {
    const own = aPipeline();
    const fn = aFunction(Stack.of(own));

    own.addPublisher(fn);

    expect(policyDocumentOf(roleOf(fn), 'AWS::IAM::Policy')).toEqual({
      Version: '2012-10-17',
      Statement: [publishTo(own.topic)],
    });
    expect(variablesOf(fn)).toEqual({ MAILROOM_TOPIC_ARN: refTo(own.topic) });
  });

  it('takes another environment variable, and for two pipelines two of them', () => {
    const [first, second, fn] = twoPipelinesAndAFunction();

    first.addPublisher(fn);
    second.addPublisher(fn, 'NEWS_TOPIC_ARN');

    expect(variablesOf(fn)).toEqual({
      MAILROOM_TOPIC_ARN: refTo(first.topic),
      NEWS_TOPIC_ARN: refTo(second.topic),
    });
  });

  it('refuses a second pipeline through the same variable', () => {
    const [first, second, fn] = twoPipelinesAndAFunction();
    first.addPublisher(fn);

    expect(() => second.addPublisher(fn)).toThrow(
      'Backend/Function already finds Backend/First/NotificationTopic in the environment variable ' +
        "MAILROOM_TOPIC_ARN; name another for Backend/Second/NotificationTopic, as in addPublisher(fn, 'OTHER_TOPIC_ARN')",
    );
  });

  it('refuses the publisher of another pipeline through the variable that it uses itself', () => {
    const [first, second] = twoPipelinesAndAFunction();

    expect(() => second.addPublisher(first.publisher)).toThrow(
      /already finds Backend\/First\/NotificationTopic/,
    );
  });

  it('may be repeated for the same function', () => {
    const own = aPipeline();
    const fn = aFunction(Stack.of(own));

    own.addPublisher(fn);
    own.addPublisher(fn);

    expect(policyDocumentOf(roleOf(fn), 'AWS::IAM::Policy')).toMatchObject({
      Statement: [publishTo(own.topic)],
    });
  });

  it('refuses a function that takes no environment', () => {
    const own = aPipeline();
    const imported = NodeFunction.fromFunctionName(Stack.of(own), 'Imported', 'elsewhere');

    expect(() => own.addPublisher(imported)).toThrow(
      'Backend/Imported takes no environment variables, as imported functions, versions and aliases do not; ' +
        'set MAILROOM_TOPIC_ARN on the function itself and call grantPublish(fn) instead of addPublisher(fn)',
    );
  });

  it('leaves nothing of a function of another stack in the pipeline’s own', () => {
    const own = aPipeline({}, { stack: aStack('Pipeline') });
    const before = templateOf(own).toJSON().Resources;
    const again = aPipeline({}, { stack: aStack('Pipeline') });
    const fn = aFunction(aStack('Functions', again.node.root as never));

    again.addPublisher(fn);

    expect(templateOf(again).toJSON().Resources).toEqual(before);
    expect(Stack.of(fn).dependencies).toEqual([Stack.of(again)]);
    expect(Stack.of(again).dependencies).toEqual([]);
  });
});

function twoPipelinesAndAFunction(): [CustomNotifications, CustomNotifications, NodeFunction] {
  const stack = aStack();
  const first = aPipeline({ sendRate: 7 }, { stack, id: 'First' });
  const second = aPipeline({ sendRate: 7 }, { stack, id: 'Second' });
  return [first, second, aFunction(stack)];
}

function variablesOf(fn: IFunction): unknown {
  return (resourceOf(fn).Properties.Environment as { Variables: unknown }).Variables;
}
