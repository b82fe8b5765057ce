import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import { readDocument, type Statement } from './statements.ts';

/** The keys that an account has for a service. Nobody can change their policies, which let no service in but their own. */
const OWN_KEY = /(?:^|:)alias\/aws\/(\w+)$/;

/** The service whose own key a value names, as in `alias/aws/sqs`. */
export function serviceOfOwnKey(value: Value): string | undefined {
  return typeof value === 'string' ? OWN_KEY.exec(value)?.[1] : undefined;
}

/** The key that the property of a queue or a topic names, by itself or by an alias. */
export function keyBehind(value: Value, near: Resource, templates: Templates): Resource | undefined {
  const resource =
    templates.resourceBehind(value, near) ??
    templates
      .ofType('AWS::KMS::Alias')
      .find((alias) => templates.isSameText(alias.property('AliasName'), value));
  if (resource?.type === 'AWS::KMS::Key') return resource;
  if (resource?.type !== 'AWS::KMS::Alias') return undefined;
  const target = templates.resourceBehind(resource.property('TargetKeyId'), resource);
  return target?.type === 'AWS::KMS::Key' ? target : undefined;
}

/** Those of `actions` that the policy of a key allows in no statement that is for whoever asks. */
export function missingOnKey(
  key: Resource,
  actions: readonly string[],
  isFor: (statement: Statement) => boolean | Unknown,
): { missing: string[]; unknown: Unknown | undefined } {
  const { statements, unknown } = readDocument(key.property('KeyPolicy'), key);
  const letting = statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ statement, is: isFor(statement) }));
  const missing = actions.filter(
    (action) => !letting.some(({ statement, is }) => is === true && allows(statement, action)),
  );
  const unsure = letting.find(
    ({ statement, is }) => is instanceof Unknown && missing.some((action) => allows(statement, action)),
  )?.is;
  return { missing, unknown: unsure instanceof Unknown ? unsure : unknown };
}

function allows({ actions }: Statement, action: string): boolean {
  return actions.some((pattern) => matchesAction(pattern, action));
}
