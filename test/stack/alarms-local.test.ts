import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { App, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CustomNotifications } from '../../lib/index.ts';
import type { LocalStack, Pipeline } from '../../local/index.ts';
import { eventually } from '../support/eventually.ts';
import { empty, snsOf, sqsOf } from '../support/messages/queues.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

const MINUTE = 60_000;
const OPERATOR = 'operator@example.com';

/** A pipeline with alarms of the test's own, which tell a topic to which an operator has subscribed. */
function anApp(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'mailroom-alarms-'));
  const app = new App({ outdir });
  const stack = new Stack(app, 'Mail');
  const mail = new CustomNotifications(stack, 'Notifications', {
    sourceAddress: 'sender@example.com',
    alarms: false,
    dashboard: false,
  });
  // The queue's own last resort comes soon here.
  const queue = mail.queue.node.defaultChild as CfnQueue;
  queue.addPropertyOverride('RedrivePolicy.maxReceiveCount', 3);
  const operators = new Topic(stack, 'Operators');
  operators.addSubscription(new EmailSubscription(OPERATOR));
  const add = (id: string, metric: IMetric, threshold: number, evaluationPeriods = 1) => {
    const alarm = new Alarm(stack, id, {
      ...{ metric, threshold, evaluationPeriods, datapointsToAlarm: 1 },
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${id} is too high. Look into it.`,
    });
    alarm.addAlarmAction(new SnsAction(operators));
    alarm.addOkAction(new SnsAction(operators));
  };
  const period = Duration.minutes(1);
  const { deadLetterQueue, undeliveredQueue, emailer } = mail;
  const depths = {
    visible: deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    hidden: deadLetterQueue.metricApproximateNumberOfMessagesNotVisible({ period, statistic: 'Maximum' }),
  };
  const expression = (text: string, usingMetrics: Record<string, IMetric>) =>
    new MathExpression({ expression: text, usingMetrics, period });
  add('DeadLetters', expression('visible + FILL(hidden, 0)', depths), 0);
  add(
    'Arrived',
    expression('MIN([DIFF(FILL(visible, 0)), DIFF(FILL(visible + FILL(hidden, 0), 0))])', depths),
    0,
    5,
  );
  add('Undelivered', undeliveredQueue.metricApproximateNumberOfMessagesVisible({ period }), 0);
  add('Errors', emailer.metricErrors({ period }), 0, 2);
  const ofEmailer = { service: 'emailer', FunctionName: emailer.functionName };
  const rejected = { namespace: 'Mailroom', metricName: 'Rejected', dimensionsMap: ofEmailer };
  add('Rejected', new Metric({ ...rejected, period, statistic: 'Sum' }), 0, 5);
  add('Unknown', expression('IF(visible > 1, 1, 0)', depths), 0);
  app.synth();
  return outdir;
}

describe('the alarms of a template on the local stack', () => {
  const stacks = new StartedStacks();
  const lines: string[] = [];
  let stack: LocalStack;
  let pipeline: Pipeline;
  /** When the test began. */
  let start: number;

  beforeAll(async () => {
    const log = (source: string, line: string) => {
      if (source === 'alarm') lines.push(line);
    };
    stack = await stacks.start(anApp(), { clock: 'skipping', log });
    pipeline = stack.pipelines['Mail/Notifications'] as Pipeline;
  });

  beforeEach(async () => {
    expect(await alarmsOn(stack)).toEqual([]);
    lines.length = 0;
    start = stack.now();
  });

  /** What is in alarm becomes well, and tells nobody that the next test asks. */
  afterEach(async () => {
    await stack.ses.configure({ latencyMilliseconds: null });
    for (const QueueUrl of [pipeline.deadLetterQueueUrl, pipeline.undeliveredQueueUrl]) {
      await empty(sqsOf(stack), QueueUrl);
    }
    await stack.sleep(30 * MINUTE);
    await eventually(
      () => alarmsOn(stack),
      ({ length }) => length === 0,
    );
    await toldOperators();
    await stack.ses.clear();
  });

  afterAll(() => stacks.end());

  const kill = (MessageBody: string) =>
    sqsOf(stack).send(new SendMessageCommand({ QueueUrl: pipeline.deadLetterQueueUrl, MessageBody }));

  const look = async () => {
    const QueueUrl = pipeline.deadLetterQueueUrl;
    const { Messages = [] } = await sqsOf(stack).send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
    );
    return Messages;
  };

  const publish = (Message: string) =>
    snsOf(stack).send(new PublishCommand({ TopicArn: pipeline.topicArn, Message }));

  /** The state of an alarm when the test began, and those that followed. */
  const changesOf = async (id: string) => {
    const alarms = await stack.alarms();
    const { history = [] } =
      alarms.find(({ constructPath }) => constructPath === `Mail/${id}/Resource`) ?? {};
    const before = history.findLastIndex(({ at }) => at < start);
    return history.slice(before).map(({ to }) => to);
  };

  /** Waits until every change of an alarm has told the operators by email. */
  const toldOperators = () =>
    eventually(
      () => stack.ses.emails(),
      (emails) => emails.filter(({ destination }) => destination.to[0] === OPERATOR).length === lines.length,
    );

  it('tell of a dead letter, are well again once it is gone, and tell of the next', async () => {
    await kill('a');
    expect(await alarmsOn(stack)).toEqual(['DeadLetters', 'Arrived']);
    await stack.sleep(30 * MINUTE);
    expect(await alarmsOn(stack)).toEqual(['DeadLetters']);
    for (const { ReceiptHandle } of await look()) {
      await sqsOf(stack).send(
        new DeleteMessageCommand({ QueueUrl: pipeline.deadLetterQueueUrl, ReceiptHandle }),
      );
    }
    await stack.sleep(30 * MINUTE);
    expect(await alarmsOn(stack)).toEqual([]);
    await kill('b');
    expect(await alarmsOn(stack)).toEqual(['DeadLetters', 'Arrived']);

    expect(await changesOf('Arrived')).toEqual(['OK', 'ALARM', 'OK', 'ALARM']);
    expect(lines).toEqual([
      'DeadLetters: OK → ALARM, DeadLetters is too high.',
      'Arrived: OK → ALARM, Arrived is too high.',
      'Arrived: ALARM → OK, Arrived is too high.',
      'DeadLetters: ALARM → OK, DeadLetters is too high.',
      'DeadLetters: OK → ALARM, DeadLetters is too high.',
      'Arrived: OK → ALARM, Arrived is too high.',
    ]);
  });

  it('are not woken again by somebody who only looks', async () => {
    await kill('a');
    await kill('b');
    await stack.sleep(30 * MINUTE);

    const seen = await look();
    await stack.sleep(10 * MINUTE);
    for (const { ReceiptHandle } of seen) {
      const given = { QueueUrl: pipeline.deadLetterQueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await sqsOf(stack).send(new ChangeMessageVisibilityCommand(given));
    }
    await stack.sleep(10 * MINUTE);

    expect(seen).toHaveLength(2);
    expect(await changesOf('Arrived')).toEqual(['OK', 'ALARM', 'OK']);
    expect(await changesOf('DeadLetters')).toEqual(['OK', 'ALARM']);
  });

  it('tell of what the queue itself gave up, and of the emailer’s errors on the way there', async () => {
    const emailer = stack.functions.get(pipeline.functions.emailer ?? '');
    await stack.ses.configure({ latencyMilliseconds: 60_000 });
    const killing = setInterval(() => emailer?.killBusy(), 20);

    await publish(JSON.stringify({ subject: 's', body: 'b', recipient: 'ada@example.com' }));
    await eventually(
      () => changesOf('Arrived'),
      (changes) => changes.includes('ALARM'),
    ).finally(() => clearInterval(killing));

    expect(await changesOf('Errors')).toEqual(expect.arrayContaining(['OK', 'ALARM']));
  });

  it('go by the metrics that functions log', async () => {
    await publish('no notification');
    await eventually(
      () => alarmsOn(stack),
      (alarms) => alarms.includes('Rejected'),
    );
    await stack.sleep(30 * MINUTE);

    expect(await changesOf('Rejected')).toEqual(['OK', 'ALARM', 'OK']);
    expect(await changesOf('Errors')).toEqual(['OK']);
  });

  it('reach the operators by email, in the words of CloudWatch', async () => {
    await kill('a');
    await stack.alarms();

    const emails = await eventually(
      () => stack.ses.emails(),
      ({ length }) => length === 2,
    );

    const [email] = emails.filter(({ body }) => body.text?.includes('Arrived is too high.'));
    expect(email?.destination.to).toEqual([OPERATOR]);
    expect(email?.subject).toMatch(/^ALARM: "Mail-Arrived\w+" in us-east-1$/);
    expect(JSON.parse(email?.body.text ?? '')).toMatchObject({ NewStateValue: 'ALARM', OldStateValue: 'OK' });
  });

  it('say where they are not evaluated, here and at the start', async () => {
    const alarms = await stack.alarms();
    const unknown = alarms.find(({ isEvaluated }) => !isEvaluated);

    expect(alarms).toHaveLength(6);
    expect(unknown).toMatchObject({
      constructPath: 'Mail/Unknown/Resource',
      state: 'INSUFFICIENT_DATA',
      reason: 'The local stack does not evaluate this alarm: it needs the function IF.',
    });
    expect(stack.notEmulated).toEqual([
      expect.stringMatching(/^AWS::CloudWatch::Alarm \(Unknown\w+: the function IF\)$/),
    ]);
  });
});

describe('the alarms of a pipeline whose queue is gone', () => {
  const stacks = new StartedStacks();

  afterEach(() => stacks.end());

  it('tell of what the topic cannot deliver', async () => {
    const stack = await stacks.start(anApp(), { clock: 'skipping' });
    const { topicArn: TopicArn, queueUrl: QueueUrl } = stack.pipelines['Mail/Notifications'] as Pipeline;
    await sqsOf(stack).send(new DeleteQueueCommand({ QueueUrl }));

    const Message = JSON.stringify({ subject: 's', body: 'b', recipient: 'ada@example.com' });
    await snsOf(stack).send(new PublishCommand({ TopicArn, Message }));

    expect(await alarmsOn(stack)).toEqual(['Undelivered']);
  });
});

/** The ids of the alarms that are on. */
async function alarmsOn(stack: LocalStack): Promise<(string | undefined)[]> {
  const alarms = await stack.alarms();
  return alarms
    .filter(({ state }) => state === 'ALARM')
    .map(({ constructPath = '' }) => constructPath.split('/')[1]);
}
