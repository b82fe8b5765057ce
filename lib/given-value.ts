import { inspect } from 'node:util';
import { Annotations, type Duration, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { parseEmailAddress } from '../contract/email-address.ts';

/**
 * The address alone of `sender@example.com` or `Sender <sender@example.com>`; a token passes unchecked. `undefined`
 * where `given` is no address.
 */
export function bareAddressOf(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  if (Token.isUnresolved(given)) return /<([^<>]+)>\s*$/.exec(given)?.[1] ?? given;
  return parseEmailAddress(given)?.address;
}

/**
 * Whole seconds of a Duration, `undefined` for a token.
 *
 * @throws Error where `value` is none.
 */
export function secondsOf(
  scope: Construct,
  prop: string,
  value: Duration,
  example: string,
): number | undefined {
  if (!isDuration(value)) {
    throw new Error(
      `${scope.node.path}: ${prop}: expected a Duration, as in ${example}, got ${quoted(value)}`,
    );
  }
  return value.isUnresolved() ? undefined : Math.ceil(value.toSeconds({ integral: false }));
}

/** A Duration may be of another copy of the CDK. */
function isDuration(value: unknown): value is Duration {
  const { isUnresolved, toSeconds } = Object(value) as Partial<Duration>;
  return typeof isUnresolved === 'function' && typeof toSeconds === 'function';
}

/** A value as an error quotes it. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? inspect(value, { depth: 0 }) : String(value);
}

/** Warns that `prop` is a token, in place of which `who` assumes something. */
export function warnOfToken(
  scope: Construct,
  prop: string,
  who: 'the delivery plan' | 'the alarm',
  assumed: string,
): void {
  Annotations.of(scope).addWarningV2(
    `amplify-mailroom:unresolved-${prop}`,
    `${scope.node.path}: ${prop} is not known at synth, so ${who} assumes ${assumed}; give a plain value.`,
  );
}
