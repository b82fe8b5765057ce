import { Duration, Token } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type DeliveryTarget, longestHorizonSeconds, RETRY_FOR_SECONDS, SEND_RATE } from './delivery-plan.ts';
import { type FeedbackProps, type FeedbackSettings, resolveFeedback } from './feedback/props.ts';
import { bareAddressOf, quoted, secondsOf, warnOfToken } from './given-value.ts';
import { type GuardProps, type GuardSettings, resolveGuard } from './guard.ts';
import { type MonitoringProps, type MonitoringSettings, resolveMonitoring } from './monitoring/props.ts';
import { resolveSesRegion } from './ses-region.ts';

/** A record that outlives a year is of no use to a redrive. */
const MAX_DEDUPLICATE_FOR_SECONDS = 365 * 24 * 60 * 60;

/** What a pipeline is made from. */
export interface CustomNotificationsProps extends FeedbackProps, GuardProps, MonitoringProps {
  /**
   * The sender: `sender@example.com` or `Sender <sender@example.com>`. The address or its domain must be verified in SES. A
   * token passes unchecked; it must become a bare address, or stand between the angle brackets.
   * @see https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
   */
  readonly sourceAddress: string;
  /**
   * The region whose SES sends. The sender must be verified there; sandbox, quota and reputation are those of that region.
   * Synth warns of a region that has no SES.
   * @default the region of the backend
   * @see https://docs.aws.amazon.com/general/latest/gr/ses.html
   */
  readonly sesRegion?: string;
  /**
   * The bucket of attachments that are too large to be published. The emailer may read its objects, with its key if it has
   * one, and those of no other bucket; it gets 512 MB of memory in place of 256. The bucket must be in the emailer's region.
   * @default none: attachments travel with their notifications
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
   */
  readonly attachments?: IBucket;
  /**
   * How many emails a second this pipeline may send at most, 0.5 to 500, counted in recipients as SES does. The number of
   * workers and the size of their batches follow from it at synth. Where the account's own rate is lower, the emailer keeps
   * to that. The pipelines of one account share its quota, so give each its share; synth warns if you do not. For a token
   * synth plans with the default, and warns.
   * @default the account's rate, up to 40: so far reaches a plan for 14 emails a second, SES's usual quota outside its
   * sandbox
   * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
   */
  readonly sendRate?: number;
  /**
   * How long a notification that cannot be sent is tried again before it becomes a dead letter, counted from when it
   * entered the queue: 5 minutes to 7 days. Above 124 emails a second the longest is less, 41 hours at 500. SES's daily
   * quota frees 24 hours after the emails that used it up: give more than that where one burst may use up all of it. For a
   * token synth plans with the default, and warns.
   * @default `Duration.hours(24)`
   */
  readonly retryFor?: Duration;
  /**
   * How long the table remembers that a notification was sent, from `retryFor` to a year. Meanwhile whatever is published,
   * delivered or redriven again under its id is not sent again. `false` leaves the table out: then whatever SNS, SQS and
   * Lambda deliver twice is sent twice.
   * @default `retryFor` and 15 days, so that no redrive of a dead letter sends what was sent
   */
  readonly deduplicateFor?: Duration | false;
}

/** The props, checked, with every default in its place. */
export interface PipelineSettings extends DeliveryTarget, MonitoringSettings {
  readonly guard: GuardSettings;
  /** Where attachments may be. */
  readonly attachments: IBucket | undefined;
  /** The sender as given. */
  readonly sourceAddress: string;
  /** The sender without a display name, as SES compares it with `ses:FromAddress`. */
  readonly fromAddress: string;
  /** The region whose SES sends; `undefined` for the pipeline's own. */
  readonly sesRegion: string | undefined;
  /** How long sent notifications are remembered; `undefined` as the plan has it, `false` not at all. */
  readonly deduplicateForSeconds: number | false | undefined;
  /** How SES's events come back; `undefined` where they do not. */
  readonly feedback: FeedbackSettings | undefined;
}

/**
 * Checks the props of the pipeline at `scope`.
 *
 * @throws Error in one sentence: where, which prop, what is allowed, what was given, what to do.
 */
export function resolveProps(scope: Construct, props: CustomNotificationsProps): PipelineSettings {
  if (typeof props !== 'object' || props === null) {
    throw new Error(`${scope.node.path}: expected props with a sourceAddress, got ${quoted(props)}`);
  }
  const sendRate = resolveSendRate(scope, props.sendRate);
  const retryForSeconds = resolveRetryForSeconds(scope, props.retryFor, sendRate);
  const sesRegion = resolveSesRegion(scope, props.sesRegion);
  const deduplicateForSeconds = resolveDeduplicateForSeconds(scope, props.deduplicateFor, retryForSeconds);
  return {
    sourceAddress: props.sourceAddress,
    fromAddress: resolveFromAddress(scope, props.sourceAddress),
    guard: resolveGuard(scope, props),
    attachments: resolveAttachments(scope, props.attachments),
    sesRegion,
    sendRate,
    retryForSeconds,
    deduplicateForSeconds,
    feedback: resolveFeedback(scope, props, { sesRegion, hasTable: deduplicateForSeconds !== false }),
    ...resolveMonitoring(scope, props, retryForSeconds),
  };
}

function resolveFromAddress(scope: Construct, sourceAddress: string): string {
  return bareAddressOf(scope, 'sourceAddress', sourceAddress, {
    example: 'sender@example.com or Sender <sender@example.com>',
    advice: 'give one that SES has verified',
  });
}

/** A bucket may be of another copy of the CDK. */
function resolveAttachments(scope: Construct, bucket: IBucket | undefined): IBucket | undefined {
  if (bucket === undefined || typeof Object(bucket).bucketArn === 'string') return bucket;
  throw new Error(
    `${scope.node.path}: attachments: expected an S3 bucket, got ${quoted(bucket)}; for a name give ` +
      'Bucket.fromBucketName(stack, id, name), for defineStorage backend.storage.resources.bucket',
  );
}

function resolveSendRate(scope: Construct, sendRate: number | undefined): number | undefined {
  if (sendRate === undefined) return undefined;
  if (Token.isUnresolved(sendRate)) {
    warnOfToken(scope, 'sendRate', 'the delivery plan', `${SEND_RATE.default} emails a second`);
    return undefined;
  }
  if (typeof sendRate === 'number' && sendRate >= SEND_RATE.min && sendRate <= SEND_RATE.max) return sendRate;
  throw new Error(
    `${scope.node.path}: sendRate: expected ${SEND_RATE.min} to ${SEND_RATE.max} emails a second, got ` +
      `${quoted(sendRate)}; give this pipeline's share of the account's SES sending quota, or leave it out`,
  );
}

function resolveRetryForSeconds(
  scope: Construct,
  retryFor: Duration | undefined,
  sendRate: number | undefined,
): number {
  if (retryFor === undefined) return RETRY_FOR_SECONDS.default;
  const seconds = secondsOf(scope, 'retryFor', retryFor, 'Duration.hours(24)');
  if (seconds === undefined) {
    warnOfToken(scope, 'retryFor', 'the delivery plan', '24 hours');
    return RETRY_FOR_SECONDS.default;
  }
  if (seconds < RETRY_FOR_SECONDS.min || seconds > RETRY_FOR_SECONDS.max) {
    throw new Error(
      `${scope.node.path}: retryFor: expected 5 minutes to 7 days, so that a dead letter, whose 14 days count from its ` +
        `first day in the queue, has at least 6 of them left, got ${retryFor.toHumanString()}; give a Duration between`,
    );
  }
  const longest = longestHorizonSeconds(sendRate);
  if (seconds <= longest) return seconds;
  throw new Error(
    `${scope.node.path}: retryFor: expected at most ${Math.floor(longest / 3600)} hours at ${sendRate} emails a second, ` +
      `since SQS counts receives to 1,000 and keeps 120,000 messages in flight, got ${retryFor.toHumanString()}; ` +
      'give a shorter Duration or a lower sendRate',
  );
}

function resolveDeduplicateForSeconds(
  scope: Construct,
  deduplicateFor: Duration | false | undefined,
  retryForSeconds: number,
): number | false | undefined {
  if (deduplicateFor === undefined || deduplicateFor === false) return deduplicateFor;
  const seconds = secondsOf(scope, 'deduplicateFor', deduplicateFor, 'Duration.days(30), or false');
  if (seconds === undefined) {
    warnOfToken(scope, 'deduplicateFor', 'the delivery plan', 'its default');
    return undefined;
  }
  if (seconds >= retryForSeconds && seconds <= MAX_DEDUPLICATE_FOR_SECONDS) return seconds;
  throw new Error(
    `${scope.node.path}: deduplicateFor: expected retryFor, ${Duration.seconds(retryForSeconds).toHumanString()}, to ` +
      `365 days, got ${deduplicateFor.toHumanString()}; give a Duration between, or false`,
  );
}
