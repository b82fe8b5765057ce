import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomNotificationsProps } from '../../lib/index.ts';
import type { PermissionsReport } from '../../local/index.ts';
import { eventually } from '../support/eventually.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { depthOf, empty, sqsOf } from '../support/messages/queues.ts';
import { Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';
import { aPipelineApp } from '../support/stack/a-pipeline-app.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';
import { type GrantedAction, grantsOf, removeGrant } from '../support/stack/grants.ts';

/** A refusal that leaves no doubt: SES has accepted nothing. */
const THROTTLED = { code: 'Throttling', message: 'Maximum sending rate exceeded.', status: 400 };

const PROPS = {
  sourceAddress: 'sender@example.com',
  sendRate: 100,
  alarmEmail: 'operator@example.com',
};

/** Without this nothing is deployed at all. */
const REFUSED_AT_DEPLOYMENT = 'FeedbackTopicPolicy sns:Publish';

const grants = grantsOfTemplate().filter((name) => name !== REFUSED_AT_DEPLOYMENT);

/** What goes wrong without a grant, by its policy and its action, proven on a running stack. */
const SYMPTOMS: Readonly<Record<string, [symptom: string, prove: (ledger: Ledger) => Promise<void>]>> = {
  'QueuePolicy sqs:SendMessage': [
    'SNS sets every notification aside',
    async (ledger) => {
      await ledger.publish(['order-1']);

      const [message] = await undelivered(ledger, 1);
      expect(JSON.parse(message?.Body ?? '')).toMatchObject({ id: 'order-1' });
      expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(['mailroom']);
      expect(await ledger.settled()).toEqual({ sent: [], deadLetters: 0 });
    },
  ],
  'UndeliveredQueuePolicy sqs:SendMessage': [
    'what SNS cannot deliver is lost',
    async (ledger) => {
      await makeUndeliverable(ledger);

      const queue = ledger.pipeline.undeliveredQueueUrl?.split('/').at(-1) ?? '';
      await refusalOf(ledger, ({ services }) =>
        services['sns.amazonaws.com']?.filter(({ resource }) => resource.endsWith(`:${queue}`)),
      );
      expect(await undeliveredDepth(ledger)).toBe(0);
    },
  ],
  'PublisherRole sts:AssumeRole': [
    'the publisher does not run',
    async ({ pipeline, lines }) => {
      expect(pipeline.functions.publisher).toBeUndefined();
      expect(lines).toContainEqual(expect.stringMatching(/Publisher\w+ does not run: Lambda cannot assume/));
    },
  ],
  'PublisherRoleDefaultPolicy logs:CreateLogStream': ['the publisher’s log is lost', losesPublisherLog],
  'PublisherRoleDefaultPolicy logs:PutLogEvents': ['the publisher’s log is lost', losesPublisherLog],
  'PublisherRoleDefaultPolicy sns:Publish': [
    'the publisher publishes nothing',
    async (ledger) => {
      await expect(invokePublisher(ledger)).rejects.toThrow(
        /AuthorizationErrorException: User: \S+ is not authorized to perform: SNS:Publish on resource: \S+ because no identity-based policy allows the SNS:Publish action/,
      );
    },
  ],
  'QueueEmailerRole sts:AssumeRole': [
    'the emailer does not run',
    async (ledger) => {
      await ledger.publish(['order-1']);

      expect(await ledger.queueDepth()).toBe(1);
      expect([...ledger.stack.functions.keys()]).not.toContain(ledger.pipeline.functions.emailer);
    },
  ],
  'QueueEmailerRoleDefaultPolicy logs:CreateLogStream': ['the emailer’s log is lost', losesEmailerLog],
  'QueueEmailerRoleDefaultPolicy logs:PutLogEvents': ['the emailer’s log is lost', losesEmailerLog],
  'QueueEmailerRoleDefaultPolicy ses:SendEmail': [
    'no email is sent',
    async (ledger) => {
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Email held', 1);
      expect(ledger.logged('Email held')[0]).toMatchObject({ reason: 'access-denied' });
      expect(await ledger.sent()).toEqual([]);
    },
  ],
  'QueueEmailerRoleDefaultPolicy ses:SendRawEmail': [
    'no email with headers is sent',
    async (ledger) => {
      await ledger.publish(['order-1'], { headers: { 'X-Campaign': 'may' } });
      await ledger.publish(['order-2']);

      await ledger.loggedTimes('Email held', 1);
      expect(ledger.logged('Email held')[0]).toMatchObject({
        reason: 'access-denied',
        notificationId: 'order-1',
      });
      await ledger.loggedTimes('Email sent', 1);
      expect(await ledger.sent()).toEqual(['order-2']);
    },
  ],
  'QueueEmailerRoleDefaultPolicy ses:GetSendQuota': [
    'the emailer does not know the account’s rate',
    async (ledger) => {
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Send quota unknown', 1);
    },
  ],
  'QueueEmailerRoleDefaultPolicy sqs:SendMessage': [
    'what can never be sent is no dead letter',
    async (ledger) => {
      await sendInvalid(ledger);

      await ledger.loggedTimes('Dead letter not written', 1);
      expect(await depthOf(sqsOf(ledger.stack), ledger.pipeline.deadLetterQueueUrl ?? '')).toEqual({
        visible: 0,
        inFlight: 0,
      });
    },
  ],
  'QueueEmailerRoleDefaultPolicy dynamodb:PutItem': [
    'no email is sent, since no record can be begun',
    async (ledger) => {
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Email not sent, tried again', 1);
      expect(ledger.logged('Email not sent, tried again')[0]).toMatchObject({ reason: 'table-unavailable' });
      expect(await ledger.sent()).toEqual([]);
    },
  ],
  'QueueEmailerRoleDefaultPolicy dynamodb:UpdateItem': [
    'no record is completed, so that only SES’s word keeps a duplicate from being sent',
    async (ledger) => {
      await ledger.publish(['order-1']);
      await ledger.loggedTimes('Sent, but not recorded', 1);
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Email had been sent', 1);
      expect(ledger.logged('Sent, but not recorded')[0]).toMatchObject({
        errorName: 'AccessDeniedException',
      });
      expect(await ledger.sent()).toEqual(['order-1']);
    },
  ],
  'QueueEmailerRoleDefaultPolicy dynamodb:DeleteItem': [
    'a retry waits for the lock of the attempt before it',
    async (ledger) => {
      await ledger.stack.ses.configure({ error: THROTTLED });
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Email not sent, tried again', 2);
      expect(ledger.logged('Email not sent, tried again')[1]).toMatchObject({ reason: 'in-progress' });
    },
  ],
  'QueueEmailerRoleDefaultPolicy dynamodb:GetItem': [
    'a duplicate is not known as one',
    async (ledger) => {
      await ledger.publish(['order-1']);
      await ledger.drained();
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Email held', 1);
      expect(ledger.logged('Email held')[0]).toMatchObject({ reason: 'access-denied' });
    },
  ],
  'QueueEmailerRoleDefaultPolicy sqs:ReceiveMessage': ['nothing reads the queue', leavesQueueUnread],
  'QueueEmailerRoleDefaultPolicy sqs:DeleteMessage': ['nothing reads the queue', leavesQueueUnread],
  'QueueEmailerRoleDefaultPolicy sqs:GetQueueAttributes': ['nothing reads the queue', leavesQueueUnread],
  'QueueEmailerRoleDefaultPolicy sqs:ChangeMessageVisibility': [
    'what is to be tried later waits for its visibility timeout',
    async (ledger) => {
      await ledger.stack.ses.configure({ outage: true });
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Visibility not changed', 1);
    },
  ],
  'FeedbackQueuePolicy sqs:SendMessage': [
    'SNS sets aside whatever SES tells',
    async (ledger) => {
      await ledger.publish(['order-1']);

      await feedbackGivenUp(ledger, 2);
      expect(await ledger.sent()).toEqual(['order-1']);
    },
  ],
  'FeedbackDeadLetterQueuePolicy sqs:SendMessage': [
    'what SES tells and SNS cannot deliver is lost',
    async (ledger) => {
      const { feedbackQueueUrl: QueueUrl, feedbackDeadLetterQueueUrl = '' } = ledger.pipeline;
      await sqsOf(ledger.stack).send(new DeleteQueueCommand({ QueueUrl }));
      await ledger.publish(['order-1']);

      const queue = feedbackDeadLetterQueueUrl.split('/').at(-1) ?? '';
      await refusalOf(ledger, ({ services }) =>
        services['sns.amazonaws.com']?.filter(({ resource }) => resource.endsWith(`:${queue}`)),
      );
      await sqsOf(ledger.stack).send(new CreateQueueCommand({ QueueName: QueueUrl?.split('/').at(-1) }));
    },
  ],
  'FeedbackRole sts:AssumeRole': [
    'the feedback function does not run',
    async ({ pipeline, lines }) => {
      expect(pipeline.functions.feedback).toBeUndefined();
      expect(lines).toContainEqual(expect.stringMatching(/Feedback\w+ does not run: Lambda cannot assume/));
    },
  ],
  'FeedbackRoleDefaultPolicy logs:CreateLogStream': ['the feedback function’s log is lost', losesFeedbackLog],
  'FeedbackRoleDefaultPolicy logs:PutLogEvents': ['the feedback function’s log is lost', losesFeedbackLog],
  'FeedbackRoleDefaultPolicy dynamodb:UpdateItem': [
    'no history is kept',
    async (ledger) => {
      await ledger.publish(['order-1']);

      await ledger.loggedTimes('Feedback not kept', 1);
      expect(ledger.logged('Feedback not kept')[0]).toMatchObject({ errorName: 'AccessDeniedException' });
    },
  ],
  'FeedbackRoleDefaultPolicy sqs:ReceiveMessage': ['nothing reads the feedback queue', leavesFeedbackUnread],
  'FeedbackRoleDefaultPolicy sqs:DeleteMessage': ['nothing reads the feedback queue', leavesFeedbackUnread],
  'FeedbackRoleDefaultPolicy sqs:GetQueueAttributes': [
    'nothing reads the feedback queue',
    leavesFeedbackUnread,
  ],
  'AlarmTopicPolicy sns:Publish': [
    'an alarm tells nobody',
    async (ledger) => {
      await sendInvalid(ledger);

      await alarmed(ledger);
      await refusalOf(ledger, ({ services }) => services['cloudwatch.amazonaws.com']);
      expect(await ledger.stack.ses.emails()).toEqual([]);
    },
  ],
};

describe('a pipeline', () => {
  let ledger: Ledger | undefined;

  afterEach(() => ledger?.close());

  it('uses every grant of its template', async () => {
    const running = await Ledger.run(aPipelineApp({ Mail: PROPS }), PROPS);
    ledger = running;

    await invokePublisher(running);
    await running.publish(['order-1', 'order-2']);
    await running.drained();
    await running.publish(['order-1']);
    await running.loggedTimes('Duplicate not sent', 1);
    await sendInvalid(running);
    await alarmed(running);
    await eventually(
      () => running.stack.ses.emails(),
      (emails) => emails.some(({ destination }) => destination.to.includes('operator@example.com')),
    );
    await running.stack.ses.configure({ error: THROTTLED });
    await running.publish(['order-3'], { headers: { 'X-Campaign': 'may' } });
    await running.loggedTimes('Email not sent, tried again', 1);
    await running.stack.ses.configure({ error: null });
    await running.drained();
    await makeUndeliverable(running);

    await undelivered(running, 1);
    const { functions, services } = await running.stack.permissions();
    expect(services).toEqual({});
    expect(Object.values(functions)).toEqual(Array(3).fill({ unused: [], refused: [] }));
  });

  it(`is not deployed without ${REFUSED_AT_DEPLOYMENT}: SES tries it when it makes the destination`, async () => {
    const app = aPipelineApp({ Mail: PROPS });
    const lacking = grantsOf(app).find((grant) => nameOf(grant) === REFUSED_AT_DEPLOYMENT);
    removeGrant(app, lacking as GrantedAction);

    const error = await Ledger.run(app, PROPS).then(
      (started) => {
        ledger = started;
      },
      (refused: Error) => refused,
    );

    expect(String(error)).toMatch(/EventDestination.*InvalidSNSDestination/s);
    if (error) removeDirectory(app);
  });
});

/** One for each grant, which it lacks, in one stack. */
describe('a pipeline', () => {
  let ledgers: Ledger[] = [];
  let ledger: Ledger | undefined;

  beforeAll(async () => {
    const pipelines = Object.fromEntries(grants.map((name, index) => [idOf(index), propsOf(name)]));
    const app = aPipelineApp(pipelines);
    const all = grantsOf(app);
    for (const [index, name] of grants.entries()) {
      const lacking = all.find((grant) => grant.logicalId.startsWith(idOf(index)) && nameOf(grant) === name);
      removeGrant(app, lacking as GrantedAction);
    }
    ledgers = await Ledger.runAll(app, pipelines);
  });

  afterEach(() => ledger && abandon(ledger));

  afterAll(() => ledgers[0]?.close());

  it('has a symptom here for every grant of its template', () => {
    expect([...grants].sort()).toEqual(Object.keys(SYMPTOMS).sort());
  });

  it.each(grants.map((name, index) => [name, SYMPTOMS[name]?.[0] ?? '', index] as const))(
    'without %s: %s',
    async (name, _, index) => {
      ledger = ledgers[index] as Ledger;

      await SYMPTOMS[name]?.[1](ledger);
    },
  );
});

/** The names of all grants that a pipeline's template has. */
function grantsOfTemplate(): string[] {
  const app = aPipelineApp({ Mail: PROPS });
  const names = grantsOf(app).map(nameOf);
  removeDirectory(app);
  return names;
}

function idOf(index: number): string {
  return `Case${String(index).padStart(2, '0')}`;
}

/** No more than the grant is about: alarms write to the inbox that all look into, so those of one pipeline alone do. */
function propsOf(name: string): CustomNotificationsProps {
  if (name.startsWith('AlarmTopicPolicy')) return PROPS;
  const parts = /^Feedback|dynamodb/.test(name) ? WITH_FEEDBACK : { feedback: false as const };
  // Alarms of forty pipelines, evaluated for each minute that the clock skips, would take most of the time.
  return { ...PROPS, ...parts, alarmEmail: undefined, alarms: false, dashboard: false };
}

/** `QueuePolicy sqs:SendMessage`: the policy without what the CDK puts before and after its id. */
function nameOf({ logicalId, action }: GrantedAction): string {
  return `${logicalId.replace(/^(Mail|Case\d\d)/, '').replace(/[0-9A-F]{8}$/, '')} ${action}`;
}

function invokePublisher({ stack, pipeline }: Ledger, event: unknown = aNotification()): Promise<unknown> {
  return stack.invoke(pipeline.functions.publisher ?? '', event);
}

async function losesPublisherLog(ledger: Ledger): Promise<void> {
  await expect(invokePublisher(ledger, {})).rejects.toThrow('was not published');

  expect(ledger.lines.filter((line) => line.includes('was not published'))).toEqual([]);
}

async function losesEmailerLog(ledger: Ledger): Promise<void> {
  await ledger.publish(['order-1']);
  await ledger.drained();

  expect(await ledger.sent()).toEqual(['order-1']);
  expect(ledger.logged('Email sent')).toEqual([]);
}

async function leavesQueueUnread(ledger: Ledger): Promise<void> {
  await ledger.publish(['order-1']);

  expect(await ledger.queueDepth()).toBe(1);
  expect(ledger.lines).toContainEqual(
    expect.stringMatching(/^Nothing reads \S+: AWS would refuse the mapping/),
  );
}

async function losesFeedbackLog(ledger: Ledger): Promise<void> {
  const { feedbackQueueUrl: QueueUrl } = ledger.pipeline;
  await sqsOf(ledger.stack).send(new SendMessageCommand({ QueueUrl, MessageBody: 'no event' }));

  await ledger.stack.sleep(2 * 60 * 60_000);
  await feedbackGivenUp(ledger, 1);
  expect(ledger.logged('Feedback not kept')).toEqual([]);
}

async function leavesFeedbackUnread(ledger: Ledger): Promise<void> {
  expect(ledger.lines).toContainEqual(
    expect.stringMatching(/^Nothing reads \S*FeedbackQueue\S*: AWS would refuse the mapping/),
  );
}

/** Waits for so much of what SES told in the dead-letter queue. */
async function feedbackGivenUp({ stack, pipeline }: Ledger, count: number): Promise<void> {
  await eventually(
    () => depthOf(sqsOf(stack), pipeline.feedbackDeadLetterQueueUrl ?? ''),
    ({ visible }) => visible >= count,
  );
}

async function sendInvalid({ stack, pipeline }: Ledger): Promise<void> {
  const message = { QueueUrl: pipeline.queueUrl, MessageBody: 'no notification' };
  await sqsOf(stack).send(new SendMessageCommand(message));
}

/** Publishes to a queue that is no longer there. */
async function makeUndeliverable(ledger: Ledger): Promise<void> {
  await sqsOf(ledger.stack).send(new DeleteQueueCommand({ QueueUrl: ledger.pipeline.queueUrl }));
  await ledger.publish(['undeliverable']);
}

/** Takes away what is still tried, which without a grant may be for ever. */
async function abandon(ledger: Ledger): Promise<void> {
  const { queueUrl: QueueUrl = '' } = ledger.pipeline;
  const sqs = sqsOf(ledger.stack);
  await empty(sqs, QueueUrl).catch(async (error: Error) => {
    if (error.name !== 'QueueDoesNotExist') throw error;
    await sqs.send(new CreateQueueCommand({ QueueName: QueueUrl.split('/').at(-1) }));
  });
  // Time does not skip before what is under way has ended.
  await ledger.stack.sleep(60_000);
  await ledger.reset();
}

/** Waits for so many messages that SNS has set aside, and gives them. */
async function undelivered(ledger: Ledger, count: number) {
  await eventually(
    () => undeliveredDepth(ledger),
    (depth) => depth >= count,
  );
  const { undeliveredQueueUrl: QueueUrl } = ledger.pipeline;
  const command = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] });
  return (await sqsOf(ledger.stack).send(command)).Messages ?? [];
}

async function undeliveredDepth({ stack, pipeline }: Ledger): Promise<number> {
  return (await depthOf(sqsOf(stack), pipeline.undeliveredQueueUrl ?? '')).visible;
}

async function alarmed({ stack, pipeline }: Ledger): Promise<void> {
  await eventually(
    () => stack.alarms(),
    (alarms) =>
      alarms.some(({ name, state }) => name === pipeline.alarms?.DeadLetterArrived && state === 'ALARM'),
  );
}

async function refusalOf(
  { stack }: Ledger,
  pick: (report: PermissionsReport) => readonly object[] | undefined,
): Promise<void> {
  await eventually(
    async () => pick(await stack.permissions()) ?? [],
    ({ length }) => length > 0,
  );
}
