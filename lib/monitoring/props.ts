import { Duration, Token } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { bareAddressOf, quoted, secondsOf, warnOfToken } from '../given-value.ts';
import { checkAlarmTopicKey } from './alarm-topic-key.ts';

const MINUTE = 60;

/** How old a notification may be before it wakes somebody, in seconds. */
const OLD_AFTER_SECONDS = { min: MINUTE, default: 15 * MINUTE };

/** How much of the daily quota may be used before that wakes somebody, in percent. */
const DAILY_QUOTA_USED_PERCENT = { min: 1, max: 100, default: 80 };

/** When alarms go off, for those of which that depends on the pipeline. */
export interface AlarmThresholds {
  /**
   * How old a notification in the queue may become, 1 minute to `retryFor`. Give more where a burst takes longer at the
   * send rate: 10,000 notifications take 12 minutes at 14 emails a second. For a token synth takes the default, and warns.
   * @default `Duration.minutes(15)`, or half of `retryFor` where that is less
   */
  readonly oldAfter?: Duration;
  /**
   * How much of the account's daily SES quota may be used, 1 to 100 percent. The pipelines of one account share it. For a
   * token synth takes the default, and warns.
   * @default `80`
   * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html
   */
  readonly dailyQuotaUsedPercent?: number;
}

/** How a pipeline is watched. */
export interface MonitoringProps {
  /**
   * The address that gets an email when an alarm goes off, and when it is OK again: `operator@example.com`. The pipeline then
   * has a topic of its own for alarms, and the address first gets an email by which to confirm its subscription. A token
   * passes unchecked and must become a bare address. Not together with `alarmTopic`, nor with `alarms: false`.
   * @default nobody: alarms show in CloudWatch and in `amplify-mailroom status` alone
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
   */
  readonly alarmEmail?: string;
  /**
   * A topic of yours that CloudWatch publishes alarms to, also when an alarm is OK again, for the first time after the
   * deployment that creates it. CloudWatch must be allowed to publish to it, as the policy that SNS gives a topic by default
   * allows; where the topic is encrypted, its key must let CloudWatch in too. Synth refuses a topic under `alias/aws/sns`,
   * which never does, and warns of another key that does not. Not together with `alarmEmail`, nor with `alarms: false`.
   * @default a topic of the pipeline's own with `alarmEmail`, otherwise none
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmTopic?: ITopic;
  /**
   * When alarms go off, by `oldAfter` and `dailyQuotaUsedPercent`; `false` for a pipeline without alarms. CloudWatch bills an
   * alarm by the metrics that it reads, about $0.10 a month for each: eleven alarms read 22, $2.20.
   * @default every alarm, with its default threshold
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  readonly alarms?: AlarmThresholds | false;
  /**
   * Whether the pipeline has a dashboard in CloudWatch, which bills about $3 a month for each beyond an account's first three.
   * @default `true`
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  readonly dashboard?: boolean;
}

/** The thresholds, checked, with every default in its place, and where the alarms go. */
export interface AlarmSettings {
  readonly oldAfterSeconds: number;
  readonly dailyQuotaUsedPercent: number;
  /** The address alone. */
  readonly email: string | undefined;
  readonly topic: ITopic | undefined;
}

export interface MonitoringSettings {
  /** `undefined` for a pipeline without alarms. */
  readonly alarms: AlarmSettings | undefined;
  readonly dashboard: boolean;
}

/**
 * Checks the props by which the pipeline at `scope` is watched.
 *
 * @throws Error in one sentence: where, which prop, what is allowed, what was given, what to do.
 */
export function resolveMonitoring(
  scope: Construct,
  props: MonitoringProps,
  retryForSeconds: number,
): MonitoringSettings {
  const { alarms = {}, dashboard = true } = props;
  if (typeof dashboard !== 'boolean') {
    throw new Error(`${scope.node.path}: dashboard: expected true or false, got ${quoted(dashboard)}`);
  }
  if (alarms === false) {
    refuseRecipients(scope, props);
    return { alarms: undefined, dashboard };
  }
  if (typeof alarms !== 'object' || alarms === null) {
    throw new Error(
      `${scope.node.path}: alarms: expected thresholds, as in { oldAfter: Duration.minutes(15) }, or false, got ` +
        quoted(alarms),
    );
  }
  return {
    alarms: {
      oldAfterSeconds: resolveOldAfterSeconds(scope, alarms.oldAfter, retryForSeconds),
      dailyQuotaUsedPercent: resolveDailyQuotaUsedPercent(scope, alarms.dailyQuotaUsedPercent),
      email: resolveEmail(scope, props),
      topic: resolveTopic(scope, props.alarmTopic),
    },
    dashboard,
  };
}

function refuseRecipients(scope: Construct, props: MonitoringProps): void {
  const given = (['alarmEmail', 'alarmTopic'] as const).find((prop) => props[prop] !== undefined);
  if (given === undefined) return;
  throw new Error(
    `${scope.node.path}: ${given}: expected none with alarms: false, since there is no alarm to send; leave out one of the two`,
  );
}

function resolveEmail(scope: Construct, { alarmEmail, alarmTopic }: MonitoringProps): string | undefined {
  if (alarmEmail === undefined) return undefined;
  if (alarmTopic !== undefined) {
    throw new Error(
      `${scope.node.path}: alarmEmail and alarmTopic: expected one of them, got both; subscribe the address to your ` +
        'topic and leave out alarmEmail',
    );
  }
  return bareAddressOf(scope, 'alarmEmail', alarmEmail, {
    example: 'operator@example.com',
    advice: 'give the one that alarms are to wake',
  });
}

/** A topic may be of another copy of the CDK. */
function resolveTopic(scope: Construct, alarmTopic: ITopic | undefined): ITopic | undefined {
  if (alarmTopic === undefined) return undefined;
  if (typeof Object(alarmTopic).topicArn === 'string') {
    checkAlarmTopicKey(scope, alarmTopic);
    return alarmTopic;
  }
  throw new Error(
    `${scope.node.path}: alarmTopic: expected an SNS topic, got ${quoted(alarmTopic)}; for an ARN give ` +
      'Topic.fromTopicArn(stack, id, arn)',
  );
}

function resolveOldAfterSeconds(
  scope: Construct,
  oldAfter: Duration | undefined,
  retryForSeconds: number,
): number {
  const assumed = Math.min(OLD_AFTER_SECONDS.default, retryForSeconds / 2);
  if (oldAfter === undefined) return assumed;
  const seconds = secondsOf(scope, 'alarms.oldAfter', oldAfter, 'Duration.minutes(15)');
  if (seconds === undefined) {
    warnOfToken(scope, 'alarms.oldAfter', 'the alarm', Duration.seconds(assumed).toHumanString());
    return assumed;
  }
  if (seconds >= OLD_AFTER_SECONDS.min && seconds <= retryForSeconds) return seconds;
  throw new Error(
    `${scope.node.path}: alarms.oldAfter: expected 1 minute to retryFor, ` +
      `${Duration.seconds(retryForSeconds).toHumanString()}, after which nothing waits any more, got ` +
      `${oldAfter.toHumanString()}; give a Duration between`,
  );
}

function resolveDailyQuotaUsedPercent(scope: Construct, percent: number | undefined): number {
  const { min, max, default: assumed } = DAILY_QUOTA_USED_PERCENT;
  if (percent === undefined) return assumed;
  if (Token.isUnresolved(percent)) {
    warnOfToken(scope, 'alarms.dailyQuotaUsedPercent', 'the alarm', String(assumed));
    return assumed;
  }
  if (typeof percent === 'number' && percent >= min && percent <= max) return percent;
  throw new Error(
    `${scope.node.path}: alarms.dailyQuotaUsedPercent: expected ${min} to ${max}, got ${quoted(percent)}; give a number ` +
      'between, or leave it out',
  );
}
