import { Annotations, type Duration, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { parseEmailAddress } from '../contract/email-address.ts';
import { type DeliveryTarget, RETRY_FOR_SECONDS, SEND_RATE } from './delivery-plan.ts';

/** What a pipeline is made from. */
export interface CustomNotificationsProps {
  /**
   * The address that emails come from, `sender@example.com` or `Sender <sender@example.com>`. It, or its domain, must
   * be verified in SES. A token passes unchecked and must become a bare address, or stand between the angle brackets.
   * @see https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
   */
  readonly sourceAddress: string;
  /**
   * How many emails a second this pipeline may send, 0.5 to 500. SES refuses what exceeds the account's sending
   * quota, and the pipelines of one account share it, so several of them need a rate each. The number of workers and
   * their batches follow from it at synth; for a token the default is planned with, and synth warns.
   * @default 14, SES's usual quota outside its sandbox
   * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
   */
  readonly sendRate?: number;
  /**
   * How long a notification that cannot be sent is tried again before it becomes a dead letter, 5 minutes to 7 days.
   * A dead letter's 14 days are counted from the notification's first day in the queue, so a longer horizon would
   * leave too few of them. For a token the default is planned with, and synth warns.
   * @default Duration.hours(24), which outlasts SES's daily quota
   */
  readonly retryFor?: Duration;
}

/** The props, checked, with every default in its place. */
export interface PipelineSettings extends DeliveryTarget {
  /** The sender as given. */
  readonly sourceAddress: string;
  /** The sender without a display name, as SES compares it with `ses:FromAddress`. */
  readonly fromAddress: string;
}

/**
 * Checks the props of the pipeline at `scope`.
 *
 * @throws Error in one sentence: where, which prop, what is allowed, what was given, what to do.
 */
export function resolveProps(scope: Construct, props: CustomNotificationsProps): PipelineSettings {
  if (typeof props !== 'object' || props === null) {
    throw new Error(`${scope.node.path}: expected props with a sourceAddress, got ${told(props)}`);
  }
  return {
    sourceAddress: props.sourceAddress,
    fromAddress: resolveFromAddress(scope, props.sourceAddress),
    sendRate: resolveSendRate(scope, props.sendRate),
    retryForSeconds: resolveRetryForSeconds(scope, props.retryFor),
  };
}

function resolveFromAddress(scope: Construct, sourceAddress: string): string {
  if (Token.isUnresolved(sourceAddress)) return /<([^<>]+)>\s*$/.exec(sourceAddress)?.[1] ?? sourceAddress;
  const parsed = typeof sourceAddress === 'string' ? parseEmailAddress(sourceAddress) : undefined;
  if (parsed) return parsed.address;
  throw new Error(
    `${scope.node.path}: sourceAddress: expected an email address, as in sender@example.com or ` +
      `Sender <sender@example.com>, got ${told(sourceAddress)}; give one that SES has verified`,
  );
}

function resolveSendRate(scope: Construct, sendRate: number | undefined): number {
  if (sendRate === undefined) return SEND_RATE.default;
  if (Token.isUnresolved(sendRate)) {
    warnOfToken(scope, 'sendRate', `${SEND_RATE.default} emails a second`);
    return SEND_RATE.default;
  }
  if (typeof sendRate === 'number' && sendRate >= SEND_RATE.min && sendRate <= SEND_RATE.max) return sendRate;
  throw new Error(
    `${scope.node.path}: sendRate: expected ${SEND_RATE.min} to ${SEND_RATE.max} emails a second, got ` +
      `${told(sendRate)}; give this pipeline's share of the account's SES sending quota, or leave it out`,
  );
}

function resolveRetryForSeconds(scope: Construct, retryFor: Duration | undefined): number {
  if (retryFor === undefined) return RETRY_FOR_SECONDS.default;
  if (!isDuration(retryFor)) {
    throw new Error(
      `${scope.node.path}: retryFor: expected a Duration, as in Duration.hours(24), got ${told(retryFor)}`,
    );
  }
  if (retryFor.isUnresolved()) {
    warnOfToken(scope, 'retryFor', '24 hours');
    return RETRY_FOR_SECONDS.default;
  }
  const seconds = retryFor.toSeconds({ integral: false });
  if (seconds >= RETRY_FOR_SECONDS.min && seconds <= RETRY_FOR_SECONDS.max) return Math.ceil(seconds);
  throw new Error(
    `${scope.node.path}: retryFor: expected 5 minutes to 7 days, so that a dead letter, whose 14 days count from its ` +
      `first day in the queue, has at least 6 of them left, got ${retryFor.toHumanString()}; give a Duration between`,
  );
}

/** A Duration may be of another copy of the CDK. */
function isDuration(value: unknown): value is Duration {
  const { isUnresolved, toSeconds } = Object(value) as Partial<Duration>;
  return typeof isUnresolved === 'function' && typeof toSeconds === 'function';
}

function told(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function warnOfToken(scope: Construct, prop: string, assumed: string): void {
  Annotations.of(scope).addWarningV2(
    `amplify-mailroom:unresolved-${prop}`,
    `${scope.node.path}: ${prop} is not known at synth, so the delivery plan assumes ${assumed}; give a plain value.`,
  );
}
