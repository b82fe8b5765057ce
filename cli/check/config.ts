import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { CheckOptions } from '../../checker/index.ts';
import { CheckOptionsError, validateOptions } from '../../checker/options.ts';
import { describeIssues } from '../../contract/schema-issue.ts';
import { UsageError } from '../terminal/exit-code.ts';
import { FAIL_LEVELS, type FailLevel, FORMATS, type Format } from './outcome.ts';

const FILE = 'mailroom.config.json';
const KEY = 'mailroom';

const configSchema = v.strictObject({
  path: v.optional(v.string()),
  format: v.optional(oneOf(FORMATS)),
  failOn: v.optional(oneOf(FAIL_LEVELS)),
  only: v.optional(v.array(v.string())),
  except: v.optional(
    v.array(
      v.strictObject({
        rule: v.string(),
        reason: v.string(),
        logicalId: v.optional(v.string()),
        path: v.optional(v.string()),
      }),
    ),
  ),
  baseline: v.optional(v.string()),
});

/** What a project says of its checks. */
export interface CheckConfig extends Pick<CheckOptions, 'only' | 'except'> {
  readonly path?: string;
  readonly format?: Format;
  readonly failOn?: FailLevel;
  readonly baseline?: string;
}

/**
 * The settings in `mailroom.config.json`, or under `mailroom` in `package.json`; none where there is neither.
 *
 * @throws UsageError that says what is wrong, and where.
 */
export function readConfig(project: string): CheckConfig {
  const own = contentOf(join(project, FILE), FILE);
  const shared = contentOf(join(project, 'package.json'), 'package.json');
  const inPackage = isObject(shared) ? shared[KEY] : undefined;
  if (own === undefined) return inPackage === undefined ? {} : validated(inPackage, `package.json, "${KEY}"`);
  if (inPackage === undefined) return validated(own, FILE);
  throw new UsageError(`${FILE} and "${KEY}" in package.json both have settings: keep one of them.`);
}

function validated(content: unknown, where: string): CheckConfig {
  if (Array.isArray(content))
    throw new UsageError(`${where}: the settings: expected an object, got an array.`);
  const result = v.safeParse(configSchema, content);
  if (!result.success) throw new UsageError(`${where}: ${result.issues.map(faultOf).join('; ')}.`);
  const config = result.output as CheckConfig;
  try {
    validateOptions(config);
    return config;
  } catch (error) {
    if (!(error instanceof CheckOptionsError)) throw error;
    throw new UsageError(`${where}: ${error.message}`, { cause: error });
  }
}

function faultOf(issue: v.BaseIssue<unknown>): string {
  const field = issue.path?.map(({ key }) => key).join('.');
  // A strict object has nothing but the keys that its schema names.
  if (issue.expected === 'never') return `${field}: there is no such setting`;
  return describeIssues([issue], 'the settings')[0]?.text ?? issue.message;
}

function oneOf(words: readonly string[]) {
  return v.pipe(
    v.string(),
    v.check((word) => words.includes(word), `one of ${words.join(', ')}`),
  );
}

function contentOf(file: string, name: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
