import type { AlarmKind } from '../../contract/alarms.ts';
import { HIGH, REVIEWED } from '../../contract/reputation.ts';
import { shellWord } from '../../contract/shell-word.ts';
import type { DeliveryPlan } from '../delivery-plan.ts';
import type { AlarmSettings } from './props.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_LENGTH = 1024;

/** In place of a name that is too long. */
const ITS_NAME = "'<its name in amplify_outputs.json>'";

/** What alarms tell of a pipeline beside its name. */
export interface AlarmFacts {
  readonly plan: DeliveryPlan;
  readonly settings: AlarmSettings;
}

interface AlarmText {
  /** One sentence. */
  readonly happened: string;
  readonly means: string;
  /** The `amplify-mailroom` command, without its target, that shows more. */
  readonly command: string;
}

/**
 * What an alarm tells the one whom it wakes: what happened, what it means, and what to type.
 *
 * Laws: at most 1,024 characters, which CloudWatch takes, whatever the pipeline is called; every command can be typed into
 * a shell as it stands, but for a name that would not fit.
 */
export function describeAlarm(kind: AlarmKind, pipelineName: string, facts: AlarmFacts): string {
  const text = alarmTexts(facts)[kind];
  const full = compose(kind, text, shellWord(pipelineName));
  return full.length <= MAX_LENGTH ? full : compose(kind, text, ITS_NAME);
}

function compose(kind: AlarmKind, { happened, means, command }: AlarmText, pipeline: string): string {
  const commands = [...new Set([command, 'status'])].map(
    (name) => `npx amplify-mailroom ${name} --outputs --pipeline ${pipeline}`,
  );
  return [
    happened,
    means,
    `Type: ${commands.join('; ')}`,
    `See docs/operations.md#${kind.toLowerCase()}`,
  ].join('\n');
}

function alarmTexts({ plan, settings }: AlarmFacts): Readonly<Record<AlarmKind, AlarmText>> {
  return {
    DeadLetterArrived: {
      happened: 'A notification became a dead letter.',
      means:
        'It is not sent unless it is redriven; the list says why it was given up. This alarm is OK again twenty minutes after ' +
        'the last arrival, although the dead letters are still there.',
      command: 'dlq list',
    },
    NotificationUndelivered: {
      happened: 'SNS could not deliver a notification to the queue.',
      means:
        'The queue, or the permission to send to it, is missing or was changed, and what is published now may meet the same ' +
        'fate. It is not sent unless it is redriven. Where the list is empty, SNS lost it: it had more than ten attributes, or ' +
        'the undelivered queue did not take it either. This alarm is OK again twenty minutes after the last arrival, although ' +
        'they are still there.',
      command: 'dlq list --undelivered',
    },
    NotificationsOld: {
      happened: `A notification has waited for ${minutes(settings.oldAfterSeconds)} or longer.`,
      means:
        'Emails are late: the emailer does not run, SES fails or throttles, something is held, or more is published than the ' +
        `send rate of ${plan.sendRate} a second carries. Nothing is lost: each is tried until it is ` +
        `${hours(plan.retryForSeconds)} old, and is a dead letter then.`,
      command: 'status',
    },
    NotificationsHeld: {
      happened: 'SES refuses emails for a reason that only an operator can cure.',
      means:
        'Sending is paused, the sender is not verified, a permission, also on an attachment, or the configuration set is missing, or the daily quota ' +
        `is used up. Nothing is lost: each is tried again, up to ${minutes(plan.backoff.unaskedHoldCapSeconds)} later, until it is ` +
        `${hours(plan.retryForSeconds)} old, and is a dead letter then.`,
      command: 'status',
    },
    EmailerErrors: {
      happened: 'The emailer failed as a whole.',
      means:
        'It could not start, crashed, or ran out of memory or time; its log says which. Its notifications come back after ' +
        `${minutes(plan.visibilityTimeoutSeconds)}; those that SES had just accepted may be sent twice.`,
      command: 'status',
    },
    EmailerThrottles: {
      happened: 'Lambda did not let the emailer run.',
      means:
        'The concurrency of the account is used up or reserved for other functions, or that of the emailer is set too low. ' +
        'Emails are late; nothing is lost.',
      command: 'status',
    },
    EmailerTimeouts: {
      happened: `The emailer ran into its timeout of ${plan.timeoutSeconds} seconds.`,
      means:
        'SES, SQS or DynamoDB answers too slowly. Its notifications come back after ' +
        `${minutes(plan.visibilityTimeoutSeconds)}; those that SES had just accepted may be sent twice.`,
      command: 'status',
    },
    DailyQuotaNearlyUsed: {
      happened: `${settings.dailyQuotaUsedPercent} percent or more of the daily SES quota of the account are used.`,
      means:
        'At 100 percent every pipeline of the account is held until emails are 24 hours past. Ask SES for a higher quota, or ' +
        'publish less. This alarm keeps to the quota as it was read last, which is when something was to be sent.',
      command: 'status',
    },
    BounceRateHigh: {
      happened: `${percent(HIGH.bounceRate)} percent or more of the account's emails bounce.`,
      means:
        `From ${percent(REVIEWED.bounceRate)} percent on SES reviews the account, and it may pause its sending, of whichever ` +
        'pipeline the bounces are. Find the addresses that do not exist and publish to them no more. This alarm keeps to the ' +
        'rate that SES told last.',
      command: 'status',
    },
    ComplaintRateHigh: {
      happened: `${percent(HIGH.complaintRate)} percent or more of the account's recipients complain.`,
      means:
        `From ${percent(REVIEWED.complaintRate)} percent on SES reviews the account, and it may pause its sending, of whichever ` +
        'pipeline the complaints are of. Find what was not wanted and publish no more of it. This alarm keeps to the rate that ' +
        'SES told last.',
      command: 'status',
    },
    FeedbackDeadLetterArrived: {
      happened: 'What SES told of an email could not be read or recorded.',
      means:
        'The history of a notification lacks it; nothing was sent or lost by that. The log of the feedback function says why. ' +
        'This alarm is OK again twenty minutes after the last arrival, although the dead letters are still there.',
      command: 'status',
    },
  };
}

function percent(fraction: number): number {
  return Number((fraction * 100).toFixed(3));
}

function minutes(seconds: number): string {
  return `${Number((seconds / 60).toFixed(1))} minutes`;
}

function hours(seconds: number): string {
  return `${Number((seconds / 3600).toFixed(1))} hours`;
}
