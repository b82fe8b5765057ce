import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { parseAllowedRecipient } from '../contract/allowed-recipient.ts';
import { bareAddressOf, quoted } from './given-value.ts';

/**
 * The characters that `deliverOnlyTo` may take as JSON: all of a function's environment is 4 KB.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_LIST_CHARACTERS = 2_000;

/** Whom a pipeline that is not production sends to. */
export interface GuardProps {
  /**
   * Who may get emails, for a pipeline that is not production: addresses and domains, `['@example.com', 'ada@example.org']`.
   * Other recipients are left out. An email that has no recipient left is withheld: it is logged, counted as `Withheld`, and
   * not sent. Case does not matter, nor does a label: `ada+test@example.org` is `ada@example.org`. A subdomain is another
   * domain. An empty list lets nothing out. Tokens among its entries pass unchecked.
   * @default everybody, or, with `redirectTo`, nobody
   */
  readonly deliverOnlyTo?: readonly string[];
  /**
   * The address that gets what would go to others, for a pipeline that is not production: `team@example.com`. The subject
   * says for whom the email was. Without `deliverOnlyTo` it gets every email; with it, those to anybody whom the list does
   * not name. A token passes unchecked.
   * @default nobody
   */
  readonly redirectTo?: string;
}

/** The same, checked. */
export interface GuardSettings {
  /** As JSON, or `undefined` for everybody. */
  readonly deliverOnlyTo: string | undefined;
  readonly redirectTo: string | undefined;
}

/**
 * Checks whom the pipeline at `scope` sends to.
 *
 * @throws Error in one sentence: where, which prop, what is allowed, what was given, what to do.
 */
export function resolveGuard(scope: Construct, { deliverOnlyTo, redirectTo }: GuardProps): GuardSettings {
  if (redirectTo !== undefined) {
    bareAddressOf(scope, 'redirectTo', redirectTo, {
      example: 'team@example.com',
      advice: 'give the one that gets what would go to others',
    });
  }
  const list = deliverOnlyTo === undefined ? undefined : resolveList(scope, deliverOnlyTo);
  return { deliverOnlyTo: list, redirectTo };
}

function resolveList(scope: Construct, given: readonly string[]): string {
  const prop = `${scope.node.path}: deliverOnlyTo`;
  if (!Array.isArray(given) || Token.isUnresolved(given)) {
    throw new Error(
      `${prop}: expected an array of addresses and domains, as in ['@example.com'], got ${quoted(given)}; write out its ` +
        'entries',
    );
  }
  const wrong = given.findIndex((entry) => !isEntry(entry));
  if (wrong >= 0) {
    throw new Error(
      `${prop}: expected addresses without a name, ada@example.org, and domains, @example.com, got ${quoted(given[wrong])}; give ` +
        'those that may get emails',
    );
  }
  const list = JSON.stringify(given);
  if (list.length <= MAX_LIST_CHARACTERS) return list;
  throw new Error(
    `${prop}: expected at most ${MAX_LIST_CHARACTERS} characters as JSON, which a function's environment has room for, ` +
      `got ${list.length}; give domains in place of addresses`,
  );
}

function isEntry(entry: unknown): boolean {
  if (typeof entry !== 'string') return false;
  return Token.isUnresolved(entry) || parseAllowedRecipient(entry) !== undefined;
}
