import { inspect } from 'node:util';
import { objectOf } from '../template/json.ts';
import { RULES, type RuleId } from './rules/rules.ts';

/** Findings of the check itself, which `only` does not leave out. */
export const NO_PIPELINE = 'no-pipeline';
export const UNUSED_EXCEPTION = 'unused-exception';

/** The document of AWS about the pipelines that are looked for. */
export const PIPELINE_SOURCE =
  'https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html';

/** A finding that is known and accepted. */
export interface Exception {
  /** The rule, or `no-pipeline`. */
  readonly rule: RuleId | typeof NO_PIPELINE;
  /** The one resource that it is for. @default any */
  readonly logicalId?: string;
  /** The path of the resource that it is for, or of a construct above it. @default any */
  readonly path?: string;
  /** Why it is accepted. */
  readonly reason: string;
}

/** What to check. */
export interface CheckOptions {
  /** The rules to check; the others are left out. @default all */
  readonly only?: readonly RuleId[];
  /** Findings that are accepted, each with a reason. One that accepts nothing is itself a finding. */
  readonly except?: readonly Exception[];
  /** The day for which the dates of runtimes are judged. @default today */
  readonly today?: Date;
}

/** An option is wrong: it names a rule that does not exist, or gives no reason for an exception. */
export class CheckOptionsError extends Error {
  override readonly name = 'CheckOptionsError';
}

const IDS: readonly string[] = RULES.map(({ id }) => id);

/** Whether findings may be of this rule, and so an exception may name it. */
export function isRule(rule: unknown): boolean {
  return rule === NO_PIPELINE || IDS.includes(rule as string);
}

/** @throws CheckOptionsError where a rule does not exist, or an exception gives no reason. */
export function validateOptions({ only = [], except = [] }: CheckOptions): void {
  for (const rule of only) if (!IDS.includes(rule)) throw noSuchRule(rule, 'only');
  // They may come from a file, so nothing is taken for granted.
  for (const exception of except) {
    const { rule, reason, logicalId, path } = objectOf(exception);
    if (!isRule(rule)) throw noSuchRule(rule, 'except');
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new CheckOptionsError(
        `except: the exception from ${rule} gives no reason: say why it is accepted.`,
      );
    }
    for (const [name, value] of Object.entries({ logicalId, path })) {
      if (value === undefined || typeof value === 'string') continue;
      throw new CheckOptionsError(
        `except: the ${name} of the exception from ${rule} is no text but ${inspect(value)}: give one.`,
      );
    }
  }
}

function noSuchRule(rule: unknown, option: string): CheckOptionsError {
  const named = typeof rule === 'string' ? rule : inspect(rule);
  return new CheckOptionsError(`${option}: there is no rule ${named}: give one of ${IDS.join(', ')}.`);
}
