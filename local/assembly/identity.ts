import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../template/json.ts';
import { textOf } from '../../template/scalars.ts';
import type { Environment } from '../iam/permissions.ts';

/** Where a stack is deployed, on this machine. */
export interface LocalEnvironment extends Environment {
  /** The address that queue URLs start with, without a slash at its end. */
  readonly queueUrlBase: string;
}

/** What other resources see of a resource: its `Ref` and its attributes. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * What `Ref` and `Fn::GetAtt` give of a resource, as the CloudFormation reference says it for its type.
 *
 * @param name the one that it gets where the template gives none.
 * @param properties those that decide its name.
 */
export type Identify = (name: string, properties: JsonObject, environment: LocalEnvironment) => Identity;

/** By resource type. What is of any other type is seen by placeholders, so that a backend with, say, a user pool deploys. */
export type Identities = ReadonlyMap<string, Identify>;

/** How long AWS lets a name be, where it is shorter than what we would choose. */
const MAX_NAME_LENGTH = 64;

/** The attribute of a resource that is not emulated: nothing is behind it, but it looks right. */
export function placeholderAttribute(
  type: string,
  name: string,
  attribute: string,
  { region, accountId }: Environment,
): string {
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return attribute.endsWith('Arn')
    ? `arn:aws:${service}:${region}:${accountId}:${name}`
    : `${name}-${attribute}`;
}

/**
 * The name that a resource gets where the template gives none: the same at each start, short enough for AWS, and no
 * other's. `stackName` is `Stack/Nested` in a nested stack, where a plain join could be another stack's name.
 */
export function physicalName(stackName: string, logicalId: string): string {
  const full = `${stackName}-${logicalId}`;
  if (full.length <= MAX_NAME_LENGTH && !stackName.includes('/')) return full;
  const digest = createHash('sha256').update(full).digest('hex').slice(0, 8);
  return `${logicalId.slice(0, MAX_NAME_LENGTH - digest.length - 1)}-${digest}`;
}

/** A FIFO queue's or topic's name must say so. */
export function fifoName(name: string, fifo: Json | undefined): string {
  return textOf(fifo) === 'true' ? `${name}.fifo` : name;
}
