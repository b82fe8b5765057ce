import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]+$/;

/** Which topic each function finds in which variable. */
const topicsByFunction = new WeakMap<IFunction, Map<string, Topic>>();

/**
 * Puts the topic's ARN into the function's environment. The reference goes from the function's stack to the topic's,
 * as the permission to publish does, so the two never depend on each other in a circle.
 *
 * @throws Error where the function takes no environment, where `variable` is no name, or where it finds another pipeline's topic in that variable.
 */
export function provideTopicArn(topic: Topic, fn: IFunction, variable: string): void {
  if (!takesEnvironment(fn)) {
    throw new Error(
      `${fn.node.path} takes no environment variables, as imported functions, versions and aliases do not; ` +
        `set ${variable} on the function itself and call grantPublish(fn) instead of addPublisher(fn)`,
    );
  }
  if (!VARIABLE_NAME.test(variable)) {
    throw new Error(
      `${topic.node.path}: addPublisher: expected the name of an environment variable, letters, digits and _, got ${JSON.stringify(variable)}`,
    );
  }
  claimVariable(topic, fn, variable);
  fn.addEnvironment(variable, topic.topicArn);
}

/**
 * Notes that the function finds the topic in the variable.
 *
 * @throws Error where it finds another pipeline's topic there.
 */
export function claimVariable(topic: Topic, fn: IFunction, variable: string): void {
  const topics = topicsByFunction.get(fn) ?? new Map<string, Topic>();
  const claimed = topics.get(variable);
  if (claimed !== undefined && claimed !== topic) {
    throw new Error(
      `${fn.node.path} already publishes to ${claimed.node.path} through the environment variable ${variable}; ` +
        `name another for ${topic.node.path}, as in addPublisher(fn, 'OTHER_TOPIC_ARN')`,
    );
  }
  topicsByFunction.set(fn, topics.set(variable, topic));
}

interface EnvironmentTaker {
  addEnvironment(key: string, value: string): unknown;
}

function takesEnvironment(fn: IFunction): fn is IFunction & EnvironmentTaker {
  return typeof (fn as Partial<EnvironmentTaker>).addEnvironment === 'function';
}
