import { randomUUID } from 'node:crypto';
import { PublishCommand } from '@aws-sdk/client-sns';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type CfnResource, Duration } from 'aws-cdk-lib';
import type { AlarmKind } from '../../../contract/alarms.ts';
import type { CustomNotifications, CustomNotificationsProps } from '../../../lib/index.ts';
import type { SesSettingsChange } from '../../../local/services/ses/settings.ts';
import { eventually } from '../eventually.ts';
import { aNotification } from '../messages/a-notification.ts';
import { snsOf, sqsOf } from '../messages/queues.ts';
import { idsOf, type Ledger, WITH_FEEDBACK } from './a-ledger.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A way in which a pipeline fails, and how it is cured. */
export interface Failure {
  readonly props?: Partial<CustomNotificationsProps>;
  readonly ses?: SesSettingsChange;
  /** What is different in the template. Waits that no clock skips are made short, with the threshold that goes by them. */
  readonly change?: (pipeline: CustomNotifications) => void;
  /** Lets it happen, for as long as its alarms take. */
  happen(ledger: Ledger): Promise<void>;
  cure(ledger: Ledger): Promise<void>;
}

const asSesAnswers = (code: string, message: string): Pick<Failure, 'ses' | 'happen' | 'cure'> => ({
  ses: { error: { code, message, status: 400 } },
  happen: publishAndWait(2 * HOUR),
  cure: ({ stack }) => stack.ses.configure({ error: null }),
});

/** By the sentences of the runbook's table. */
export const FAILURES: Readonly<Record<string, Failure>> = {
  'SES refuses an email, or a payload is no notification': {
    happen: async (ledger) => {
      await put(ledger, ledger.pipeline.queueUrl, 'no notification');
      await ledger.drained();
      await ledger.stack.sleep(2 * MINUTE);
    },
    cure: nothing,
  },
  'The queue itself gives up what kills every worker': {
    change: (pipeline) => {
      override(pipeline.queue, 'RedrivePolicy.maxReceiveCount', 4);
      breakEmailer(pipeline);
    },
    happen: publishAndWait(2 * HOUR),
    cure: nothing,
  },
  'The retry horizon ends': {
    props: { retryFor: Duration.hours(1) },
    ses: { outage: true },
    happen: publishAndWait(2 * HOUR),
    cure: ({ stack }) => stack.ses.configure({ outage: false }),
  },
  'SNS cannot deliver to the queue': {
    // As SNS does it; that the local stack's SNS does it too is another test's.
    happen: async (ledger) => {
      await put(ledger, ledger.pipeline.undeliveredQueueUrl, JSON.stringify(aNotification()));
      // The queue was silent: its metrics may begin a quarter of an hour late.
      await ledger.stack.sleep(17 * MINUTE);
    },
    cure: nothing,
  },
  'A publisher gives more than ten attributes': {
    happen: async (ledger) => {
      const attributes = Array.from({ length: 11 }, (_, n) => [
        `a${n}`,
        { DataType: 'String', StringValue: 'x' },
      ]);
      await snsOf(ledger.stack).send(
        new PublishCommand({
          TopicArn: ledger.pipeline.topicArn,
          Message: JSON.stringify(aNotification()),
          MessageAttributes: Object.fromEntries(attributes),
        }),
      );
      await ledger.stack.sleep(2 * MINUTE);
    },
    cure: nothing,
  },
  'The sender is no longer verified': {
    ses: { verified: ['ada@example.com'] },
    happen: publishAndWait(2 * HOUR),
    cure: ({ stack }) => stack.ses.configure({ verified: null }),
  },
  "The account's sending is paused": asSesAnswers('AccountSendingPausedException', 'Paused'),
  'The emailer may not send': asSesAnswers('AccessDenied', 'not authorized to perform ses:SendEmail'),
  'The daily quota is nearly used up': {
    ses: { dailyQuota: 10 },
    happen: async (ledger) => {
      await ledger.publish(idsOf(8, 'nearly'));
      await ledger.drained();
      await ledger.stack.sleep(10 * MINUTE);
      await ledger.publish(['one-more']);
      await ledger.drained();
      await ledger.stack.sleep(MINUTE);
    },
    cure: freeQuota,
  },
  'The daily quota is used up': {
    ses: { dailyQuota: 2 },
    happen: async (ledger) => {
      await ledger.publish(['first', 'second']);
      await ledger.drained();
      await ledger.stack.sleep(20 * HOUR);
      await ledger.publish(['too-many']);
      await ledger.loggedTimes('Email held', 1);
      await ledger.stack.sleep(2 * HOUR);
    },
    cure: freeQuota,
  },
  'SES fails for an hour': {
    ses: { outage: true },
    happen: publishAndWait(HOUR),
    cure: ({ stack }) => stack.ses.configure({ outage: false }),
  },
  'More is published than the send rate carries': {
    props: { sendRate: 4 },
    change: ({ alarms }) => override(alarms?.NotificationsOld, 'Threshold', 1),
    happen: async (ledger) => {
      await ledger.publish(idsOf(6));
      await notificationsOld(ledger);
      await ledger.sentCount(6);
    },
    cure: nothing,
  },
  'The emailer cannot start': {
    change: breakEmailer,
    happen: publishAndWait(HOUR),
    cure: (ledger) => ledger.deploy(),
  },
  'The emailer runs into its timeout': {
    change: ({ emailer, alarms }) => {
      override(emailer, 'Timeout', 1);
      override(alarms?.EmailerTimeouts, 'Threshold', 900);
    },
    ses: { latencyMilliseconds: 5_000 },
    happen: publishAndWait(10 * MINUTE),
    cure: async (ledger) => {
      await ledger.stack.ses.configure({ latencyMilliseconds: 0 });
      await ledger.deploy();
    },
  },
  'Lambda does not let the emailer run': {
    change: ({ emailer, alarms }) => {
      override(emailer, 'ReservedConcurrentExecutions', 0);
      override(alarms?.NotificationsOld, 'Threshold', 1);
    },
    happen: async (ledger) => {
      await ledger.publish(['order-1']);
      await notificationsOld(ledger);
    },
    cure: (ledger) => ledger.deploy(),
  },
  'The event source mapping is disabled': {
    change: ({ node }) => {
      const mappings = node.findAll().filter((each) => 'cfnResourceType' in each) as CfnResource[];
      const mapping = mappings.find(({ cfnResourceType }) => cfnResourceType.endsWith('EventSourceMapping'));
      mapping?.addPropertyOverride('Enabled', false);
    },
    happen: publishAndWait(HOUR),
    cure: takeAway,
  },
  "Too many of the account's emails bounce": {
    props: WITH_FEEDBACK,
    ses: { fates: { 'gone@example.com': 'bounce' } },
    happen: sendTenOneOfThem('gone@example.com'),
    cure: sendAHundred,
  },
  "Too many of the account's recipients complain": {
    props: WITH_FEEDBACK,
    // Few emails are as telling as many.
    change: ({ alarms }) => override(alarms?.ComplaintRateHigh, 'Threshold', 0.04),
    ses: { fates: { 'cross@example.com': 'complain' } },
    happen: sendTenOneOfThem('cross@example.com'),
    cure: sendAHundred,
  },
  'What SES tells of an email cannot be read or recorded': {
    happen: async (ledger) => {
      await put(ledger, ledger.pipeline.feedbackQueueUrl, 'no event');
      await ledger.stack.sleep(2 * HOUR);
    },
    cure: nothing,
  },
};

/** The alarms of a ledger's pipeline that have been on since a moment of its clock, sorted. */
export async function alarmsSince(ledger: Ledger, moment: number): Promise<AlarmKind[]> {
  const wereOn = (await ledger.stack.alarms()).filter(({ state, history }) => {
    const changes = history.filter(({ at }) => at >= moment);
    return [state, ...changes.map(({ to }) => to)].includes('ALARM');
  });
  return kindsOf(ledger, wereOn);
}

/** Those that are on. */
export async function alarmsNow(ledger: Ledger): Promise<AlarmKind[]> {
  return kindsOf(
    ledger,
    (await ledger.stack.alarms()).filter(({ state }) => state === 'ALARM'),
  );
}

function kindsOf({ pipeline }: Ledger, alarms: readonly { name: string }[]): AlarmKind[] {
  const names = alarms.map(({ name }) => name);
  const found = Object.entries(pipeline.alarms ?? {}).filter(([, name]) => names.includes(name));
  return found.map(([kind]) => kind as AlarmKind).sort();
}

function publishAndWait(milliseconds: number): (ledger: Ledger) => Promise<void> {
  return async (ledger) => {
    await ledger.publish([`order-${randomUUID()}`]);
    await ledger.stack.sleep(milliseconds);
  };
}

/** Waits until notifications are too old, while time that nothing skips goes by. */
async function notificationsOld(ledger: Ledger): Promise<void> {
  await eventually(
    () => alarmsNow(ledger),
    (kinds) => kinds.includes('NotificationsOld'),
  );
}

function sendTenOneOfThem(recipient: string): (ledger: Ledger) => Promise<void> {
  return async (ledger) => {
    await ledger.publish(idsOf(9, 'wanted'));
    await ledger.publish(['not-wanted'], { recipient });
    await ledger.drained();
    await ledger.stack.sleep(HOUR);
  };
}

/** SES tells a rate while it sends: the last one is to be of a period in which nothing of the cure was still under way. */
async function sendAHundred(ledger: Ledger): Promise<void> {
  await ledger.publish(idsOf(100, 'better'));
  await ledger.drained();
  await ledger.stack.sleep(10 * MINUTE);
  await ledger.publish([`afterwards-${randomUUID()}`]);
  await ledger.drained();
}

async function nothing(): Promise<void> {}

async function freeQuota(ledger: Ledger): Promise<void> {
  await ledger.drained();
  await ledger.stack.sleep(25 * HOUR);
  await ledger.publish([`afterwards-${randomUUID()}`]);
  await ledger.drained();
}

/** What an operator would do only in a test: nothing waits any more. */
async function takeAway(ledger: Ledger): Promise<void> {
  const { queueUrl: QueueUrl } = ledger.pipeline;
  while ((await ledger.queueDepth()) > 0) {
    const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqsOf(ledger.stack).send(receive);
    const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
    if (Entries.length > 0)
      await sqsOf(ledger.stack).send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    else await ledger.stack.sleep(MINUTE);
  }
}

async function put({ stack }: Ledger, QueueUrl: string | undefined, MessageBody: string): Promise<void> {
  await sqsOf(stack).send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

function breakEmailer({ emailer }: CustomNotifications): void {
  override(emailer, 'Environment.Variables.MAILROOM_QUEUE_URL', 'nowhere');
}

function override(
  construct: { readonly node: CustomNotifications['node'] } | undefined,
  path: string,
  value: unknown,
): void {
  const resource = construct?.node.defaultChild as CfnResource | undefined;
  if (!resource) throw new Error('The pipeline has no such resource.');
  resource.addPropertyOverride(path, value);
}
