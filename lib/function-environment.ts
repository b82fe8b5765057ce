import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9_]+$/;

/** Which part of a pipeline each function finds in which variable. */
const partsByFunction = new WeakMap<IFunction, Map<string, IConstruct>>();

/** How a function is let in to a part of a pipeline: the method that does it, and the one that gives the permission alone. */
interface Access {
  readonly method: string;
  readonly grant: string;
  /** Another variable, as an example. */
  readonly otherVariable: string;
}

const PUBLISHING: Access = {
  method: 'addPublisher',
  grant: 'grantPublish',
  otherVariable: 'OTHER_TOPIC_ARN',
};
const READING_STATUS: Access = {
  method: 'addStatusReader',
  grant: 'grantReadStatus',
  otherVariable: 'OTHER_TABLE',
};

/**
 * Puts the topic's ARN into the function's environment. The reference goes from the function's stack to the topic's,
 * as the permission to publish does, so the two never depend on each other in a circle.
 *
 * @throws Error where the function takes no environment, where `variable` is no name, or where it finds something else in
 * that variable.
 */
export function provideTopicArn(topic: Topic, fn: IFunction, variable: string): void {
  provide({ part: topic, value: topic.topicArn, access: PUBLISHING }, fn, variable);
}

/** Puts the table's name into the function's environment, as {@link provideTopicArn} does the topic's ARN. */
export function provideTableName(table: Table, fn: IFunction, variable: string): void {
  provide({ part: table, value: table.tableName, access: READING_STATUS }, fn, variable);
}

/**
 * Notes that the function finds the topic in the variable.
 *
 * @throws Error where it finds something else there.
 */
export function claimVariable(topic: Topic, fn: IFunction, variable: string): void {
  claim(topic, fn, variable, PUBLISHING);
}

interface Provided {
  readonly part: IConstruct;
  readonly value: string;
  readonly access: Access;
}

function provide({ part, value, access }: Provided, fn: IFunction, variable: string): void {
  if (!takesEnvironment(fn)) {
    throw new Error(
      `${fn.node.path} takes no environment variables, as imported functions, versions and aliases do not; ` +
        `set ${variable} on the function itself and call ${access.grant}(fn) instead of ${access.method}(fn)`,
    );
  }
  if (!VARIABLE_NAME.test(variable)) {
    throw new Error(
      `${part.node.path}: ${access.method}: expected the name of an environment variable, letters, digits and _, got ${JSON.stringify(variable)}`,
    );
  }
  claim(part, fn, variable, access);
  fn.addEnvironment(variable, value);
}

function claim(part: IConstruct, fn: IFunction, variable: string, { method, otherVariable }: Access): void {
  const parts = partsByFunction.get(fn) ?? new Map<string, IConstruct>();
  const claimed = parts.get(variable);
  if (claimed !== undefined && claimed !== part) {
    throw new Error(
      `${fn.node.path} already finds ${claimed.node.path} in the environment variable ${variable}; ` +
        `name another for ${part.node.path}, as in ${method}(fn, '${otherVariable}')`,
    );
  }
  partsByFunction.set(fn, parts.set(variable, part));
}

interface EnvironmentTaker {
  addEnvironment(key: string, value: string): unknown;
}

function takesEnvironment(fn: IFunction): fn is IFunction & EnvironmentTaker {
  return typeof (fn as Partial<EnvironmentTaker>).addEnvironment === 'function';
}
