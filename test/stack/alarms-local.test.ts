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
import { afterEach, describe, expect, it } from '@jest/globals';
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
import { snsOf, sqsOf } from '../support/queues.ts';
import { StartedStacks } from '../support/started-stacks.ts';

const MINUTE = 60_000;

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
  operators.addSubscription(new EmailSubscription('operator@example.com'));
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
  add('DeadLetters', expression('visible + hidden', depths), 0);
  add('Arrived', expression('MIN([DIFF(FILL(visible, 0)), DIFF(FILL(visible + hidden, 0))])', depths), 0, 5);
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

  afterEach(() => stacks.end());

  async function start() {
    const lines: string[] = [];
    const log = (source: string, line: string) => {
      if (source === 'alarm') lines.push(line);
    };
    const stack = await stacks.start(anApp(), { clock: 'skipping', log });
    const pipeline = stack.pipelines['Mail/Notifications'] as Pipeline;
    const sqs = sqsOf(stack);
    const QueueUrl = pipeline.deadLetterQueueUrl;
    return {
      ...{ stack, pipeline, sqs, lines },
      kill: (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody })),
      look: async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3600 }),
        );
        return Messages;
      },
      publish: (Message: string) =>
        snsOf(stack).send(new PublishCommand({ TopicArn: pipeline.topicArn, Message })),
    };
  }

  /** The alarms that are in alarm. */
  const inAlarm = async (stack: LocalStack) => {
    const alarms = await stack.alarms();
    return alarms
      .filter(({ state }) => state === 'ALARM')
      .map(({ constructPath = '' }) => constructPath.split('/')[1]);
  };

  const changesOf = async (stack: LocalStack, id: string) => {
    const alarms = await stack.alarms();
    const { history = [] } =
      alarms.find(({ constructPath }) => constructPath === `Mail/${id}/Resource`) ?? {};
    return history.map(({ to }) => to);
  };

  it('tell of a dead letter, are well again once it is gone, and tell of the next', async () => {
    const { stack, sqs, pipeline, kill, look, lines } = await start();
    expect(await inAlarm(stack)).toEqual([]);

    await kill('a');
    expect(await inAlarm(stack)).toEqual(['DeadLetters', 'Arrived']);
    await stack.sleep(30 * MINUTE);
    expect(await inAlarm(stack)).toEqual(['DeadLetters']);
    for (const { ReceiptHandle } of await look()) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: pipeline.deadLetterQueueUrl, ReceiptHandle }));
    }
    await stack.sleep(30 * MINUTE);
    expect(await inAlarm(stack)).toEqual([]);
    await kill('b');
    expect(await inAlarm(stack)).toEqual(['DeadLetters', 'Arrived']);

    expect(await changesOf(stack, 'Arrived')).toEqual(['OK', 'ALARM', 'OK', 'ALARM']);
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
    const { stack, sqs, pipeline, kill, look } = await start();
    await kill('a');
    await kill('b');
    await stack.sleep(30 * MINUTE);

    const seen = await look();
    await stack.sleep(10 * MINUTE);
    for (const { ReceiptHandle } of seen) {
      const given = { QueueUrl: pipeline.deadLetterQueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
      await sqs.send(new ChangeMessageVisibilityCommand(given));
    }
    await stack.sleep(10 * MINUTE);

    expect(seen).toHaveLength(2);
    expect(await changesOf(stack, 'Arrived')).toEqual(['OK', 'ALARM', 'OK']);
    expect(await changesOf(stack, 'DeadLetters')).toEqual(['OK', 'ALARM']);
  });

  it('tell of what the queue itself gave up, and of the emailer’s errors on the way there', async () => {
    const { stack, publish, pipeline } = await start();
    const emailer = stack.functions.get(pipeline.functions.emailer ?? '');
    await stack.ses.configure({ latencyMilliseconds: 60_000 });
    const killing = setInterval(() => emailer?.killBusy(), 20);

    await publish(JSON.stringify({ subject: 's', body: 'b', recipient: 'ada@example.com' }));
    await eventually(
      () => changesOf(stack, 'Arrived'),
      (changes) => changes.includes('ALARM'),
    ).finally(() => clearInterval(killing));

    expect(await changesOf(stack, 'Errors')).toEqual(expect.arrayContaining(['OK', 'ALARM']));
  });

  it('go by the metrics that functions log', async () => {
    const { stack, publish } = await start();

    await publish('no notification');
    await eventually(
      () => inAlarm(stack),
      (alarms) => alarms.includes('Rejected'),
    );
    await stack.sleep(30 * MINUTE);

    expect(await changesOf(stack, 'Rejected')).toEqual(['OK', 'ALARM', 'OK']);
    expect(await changesOf(stack, 'Errors')).toEqual(['OK']);
  });

  it('tell of what the topic cannot deliver', async () => {
    const { stack, sqs, pipeline, publish } = await start();
    await sqs.send(new DeleteQueueCommand({ QueueUrl: pipeline.queueUrl }));

    await publish(JSON.stringify({ subject: 's', body: 'b', recipient: 'ada@example.com' }));

    expect(await inAlarm(stack)).toEqual(['Undelivered']);
  });

  it('reach the operators by email, in the words of CloudWatch', async () => {
    const { stack, kill } = await start();
    await kill('a');
    await stack.alarms();

    const emails = await eventually(
      () => stack.ses.emails(),
      ({ length }) => length === 2,
    );

    const [email] = emails.filter(({ body }) => body.text?.includes('Arrived is too high.'));
    expect(email?.destination.to).toEqual(['operator@example.com']);
    expect(email?.subject).toMatch(/^ALARM: "Mail-Arrived\w+" in us-east-1$/);
    expect(JSON.parse(email?.body.text ?? '')).toMatchObject({ NewStateValue: 'ALARM', OldStateValue: 'OK' });
  });

  it('say where they are not evaluated, here and at the start', async () => {
    const { stack } = await start();

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
