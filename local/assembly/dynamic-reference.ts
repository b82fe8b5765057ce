import { isObject } from '../../template/json.ts';
import { textOf } from '../../template/scalars.ts';

/** What a dynamic reference refers to. */
export interface DynamicReference {
  /** The name of a parameter in the SSM parameter store, or the name or ARN of a secret. */
  readonly name: string;
  /** In words. */
  readonly what: string;
  /** The key in a secret whose value is JSON. */
  readonly key?: string;
}

const SSM = /^\{\{resolve:ssm(?:-secure)?:([^:{}]+)(?::\d+)?\}\}$/;

const SECRET =
  /^\{\{resolve:secretsmanager:(arn:(?:[^:{}]*:){5}[^:{}]+|[^:{}]+)(?::SecretString(?::([^:{}]*))?[^{}]*|:*)\}\}$/;

/**
 * Reads a dynamic reference; `undefined` where it is none that CloudFormation knows.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function readDynamicReference(reference: string): DynamicReference | undefined {
  const [, parameter] = SSM.exec(reference) ?? [];
  if (parameter !== undefined) return { name: parameter, what: `the SSM parameter ${parameter}` };
  const [, secret, key] = SECRET.exec(reference) ?? [];
  if (secret === undefined) return undefined;
  return { name: secret, what: `the secret ${secret} of Secrets Manager`, ...(key && { key }) };
}

/** @throws Error where there is to be a key in a secret, and there is none. */
export function valueBehind({ key, what }: DynamicReference, value: string): string {
  if (key === undefined) return value;
  const object = parsed(value);
  if (isObject(object) && Object.hasOwn(object, key)) return textOf(object[key]);
  throw new Error(`${what} must be a JSON object with ${key}, as in {"${key}":"…"}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
