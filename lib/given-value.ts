import { inspect } from 'node:util';
import { Annotations, type Duration, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { emailAddressFault, parseEmailAddress } from '../contract/email-address.ts';

/**
 * The address alone of `sender@example.com` or `Sender <sender@example.com>`; a token passes unchecked.
 *
 * @param example as the error shows how it is given.
 * @param advice what the error says at its end.
 * @throws Error where `given` is no address, or longer with its display name than SES takes.
 */
export function bareAddressOf(
  scope: Construct,
  prop: string,
  given: string,
  { example, advice }: { readonly example: string; readonly advice: string },
): string {
  if (typeof given === 'string' && Token.isUnresolved(given))
    return /<([^<>]+)>\s*$/.exec(given)?.[1] ?? given;
  const fault = emailAddressFault(given);
  if (fault === undefined) return parseEmailAddress(given)?.address as string;
  if (isSecret(given)) {
    throw new Error(
      `${scope.node.path}: ${prop}: expected ${fault}, as in ${example}, got secret(), which has no value until a ` +
        `function runs; give the address as text, or read it from process.env, which a branch of Amplify sets by its ` +
        'environment variables',
    );
  }
  throw new Error(
    `${scope.node.path}: ${prop}: expected ${fault}, as in ${example}, got ${quoted(given)}; ${advice}`,
  );
}

/** What Amplify's `secret()` gives, which is resolved where a function runs; also where it was written into a text. */
function isSecret(given: unknown): boolean {
  if (typeof given === 'string') return given.includes('[object Object]');
  const { resolve, resolvePath } = Object(given) as Record<string, unknown>;
  return typeof resolve === 'function' && typeof resolvePath === 'function';
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
