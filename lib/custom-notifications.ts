import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction, Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type PublisherEnvironment, TABLE_VARIABLE, TOPIC_ARN_VARIABLE } from '../contract/environment.ts';
import { acceptFindings } from './accepted-finding.ts';
import { createDeduplicationTable, type Deduplication } from './deduplication-table.ts';
import { type DeliveryPlan, planDelivery } from './delivery-plan.ts';
import { emailerEnvironment } from './emailer-environment.ts';
import {
  allowDeadLettering,
  allowHiding,
  allowReadingAttachments,
  allowReadingSendQuota,
  allowRecording,
  allowSendingAs,
} from './emailer-permissions.ts';
import { createFeedbackChannel, type FeedbackChannel } from './feedback/feedback-channel.ts';
import { createFeedbackFunction } from './feedback/feedback-function.ts';
import { claimVariable, provideTableName, provideTopicArn } from './function-environment.ts';
import { createHandlerFunction } from './handler-function.ts';
import { createAlarmTopic } from './monitoring/alarm-topic.ts';
import { type Alarms, alarmNames, createAlarms } from './monitoring/alarms.ts';
import { createDashboard } from './monitoring/dashboard.ts';
import { backendStackName, type CustomNotificationsOutputs, pipelineName } from './outputs.ts';
import { type CustomNotificationsProps, type PipelineSettings, resolveProps } from './props.ts';
import { consumeQueue } from './queue-consumer.ts';
import { createQueues, subscribeQueue } from './queues.ts';
import { warnOfSharedQuota } from './shared-quota.ts';
import { createTopic } from './topic.ts';

/** The largest email that SES takes makes 200 MB of what its files, its MIME and the request for it are made from. */
const ATTACHMENTS_MEMORY_MEGABYTES = 512;

/** The publisher Lambda publishes one batch after another and waits for SNS alone. */
const PUBLISHER_TIMEOUT_SECONDS = 30;

/** What the emailer works with, beside the queues. */
interface EmailerParts {
  readonly deduplication: Deduplication | undefined;
  readonly channel: FeedbackChannel | undefined;
}

/**
 * A pipeline that turns published notifications into emails: an SNS topic, the queue behind it, the emailer that
 * sends by SES, each notification once and no faster than SES allows, the table that knows what was sent, two dead-letter
 * queues for what cannot be delivered, alarms and a dashboard. Any number of them fit into one backend.
 *
 * Idle it costs the alarms, about $2.20 a month, the dashboard, about $3 beyond an account's first three, and the event
 * source mapping's polling, which SQS bills as requests. The dead-letter queues outlive the stack, so that what they hold
 * is not lost with it; an Amplify sandbox deletes them too.
 *
 * @example
 * const notifications = new CustomNotifications(backend.createStack('CustomNotifications'), 'CustomNotifications', {
 *   sourceAddress: 'sender@example.com',
 * });
 * notifications.addPublisher(backend.welcome.resources.lambda);
 * backend.addOutput(notifications.outputs);
 */
export class CustomNotifications extends Construct {
  /** Where notifications are published. Encrypted with the account's own key: publishers are of this account. */
  readonly topic: Topic;
  /** Holds notifications until the emailer has sent them. */
  readonly queue: Queue;
  /** Holds notifications that were given up, for 14 days; what the queue itself gave up has spent some in the queue. */
  readonly deadLetterQueue: Queue;
  /** Holds notifications that SNS could not deliver to the queue, for 14 days. */
  readonly undeliveredQueue: Queue;
  /** Knows what has been sent, so that it is not sent again, and what became of it; `undefined` with `deduplicateFor: false`. */
  readonly deduplicationTable: Table | undefined;
  /** Publishes the notification, or the array of them, that it is invoked with. */
  readonly publisher: NodeFunction;
  /** Sends what is in the queue. */
  readonly emailer: NodeFunction;
  /** The name of the configuration set that emails are sent with; `undefined` where no feedback comes back. */
  readonly configurationSet: string | undefined;
  /**
   * Where SES publishes what becomes of emails, in its own JSON, addresses and subjects included; subscribe what else is to
   * know it. `undefined` where no feedback comes back.
   */
  readonly feedbackTopic: Topic | undefined;
  /** Holds what SES has told until it is kept. */
  readonly feedbackQueue: Queue | undefined;
  /** Holds what could not be read or kept, for 14 days. */
  readonly feedbackDeadLetterQueue: Queue | undefined;
  /** Keeps what SES has told as histories of notifications, and counts it. */
  readonly feedback: NodeFunction | undefined;
  /** What goes off when an operator is needed, by what it tells of; `undefined` with `alarms: false`. */
  readonly alarms: Alarms | undefined;
  /** Where the alarms are published: your `alarmTopic`, or that of the pipeline's own with `alarmEmail`. */
  readonly alarmTopic: ITopic | undefined;
  /** `undefined` with `dashboard: false`. */
  readonly dashboard: Dashboard | undefined;

  readonly #sendRate: number;
  readonly #sesRegion: string | undefined;

  /** @throws Error where a prop is wrong, saying which and what is allowed. */
  constructor(scope: Construct, id: string, props: CustomNotificationsProps) {
    super(scope, id);
    const settings = resolveProps(this, props);
    const plan = planDelivery(settings);

    this.topic = createTopic(this);
    const queues = createQueues(this, plan);
    this.queue = queues.queue;
    this.deadLetterQueue = queues.deadLetterQueue;
    this.undeliveredQueue = queues.undeliveredQueue;
    subscribeQueue(this.topic, queues);
    this.deduplicationTable =
      settings.deduplicateForSeconds === false ? undefined : createDeduplicationTable(this);
    const deduplication = this.deduplicationOf(settings, plan);
    const channel = settings.feedback && createFeedbackChannel(this, settings.feedback);
    this.configurationSet = channel?.configurationSet;
    this.feedbackTopic = channel?.topic;
    this.feedbackQueue = channel?.queue;
    this.feedbackDeadLetterQueue = channel?.deadLetterQueue;
    this.publisher = this.createPublisher(plan);
    this.emailer = this.createEmailer(settings, plan, { deduplication, channel });
    this.feedback =
      channel && createFeedbackFunction(this, channel, { emailer: this.emailer, deduplication }, plan);
    this.alarmTopic = this.provideAlarmTopic(settings);
    this.alarms = settings.alarms && createAlarms(this, { plan, settings: settings.alarms }, this.alarmTopic);
    this.dashboard = settings.dashboard ? createDashboard(this, this.alarms, settings.alarms) : undefined;
    this.#sendRate = plan.sendRate;
    this.#sesRegion = settings.sesRegion;
    warnOfSharedQuota(this, { hasSendRate: props.sendRate !== undefined, sesRegion: settings.sesRegion });
  }

  /**
   * What to give to `backend.addOutput`: where this pipeline's parts are, by its name in the backend. Those of several
   * pipelines merge.
   */
  get outputs(): CustomNotificationsOutputs {
    const pipeline = {
      stackName: backendStackName(this),
      topicArn: this.topic.topicArn,
      queueUrl: this.queue.queueUrl,
      deadLetterQueueUrl: this.deadLetterQueue.queueUrl,
      undeliveredQueueUrl: this.undeliveredQueue.queueUrl,
      ...(this.deduplicationTable && { tableName: this.deduplicationTable.tableName }),
      ...(this.configurationSet !== undefined && { configurationSet: this.configurationSet }),
      ...(this.feedbackQueue && { feedbackQueueUrl: this.feedbackQueue.queueUrl }),
      ...(this.feedbackDeadLetterQueue && {
        feedbackDeadLetterQueueUrl: this.feedbackDeadLetterQueue.queueUrl,
      }),
      functions: {
        publisher: this.publisher.functionName,
        emailer: this.emailer.functionName,
        ...(this.feedback && { feedback: this.feedback.functionName }),
      },
      sendRate: this.#sendRate,
      ...(this.#sesRegion !== undefined && { sesRegion: this.#sesRegion }),
      ...(this.alarms && { alarms: alarmNames(this.alarms) }),
    };
    return { custom: { pipelines: { [pipelineName(this)]: pipeline } } };
  }

  /** Lets a principal of this account publish to the topic. */
  grantPublish(grantee: IGrantable): Grant {
    return this.topic.grantPublish(grantee);
  }

  /**
   * Lets a function publish: permission, and the topic's ARN in the environment variable where `NotificationPublisher`
   * looks for it. The function may be in another stack of the backend, as those of `defineFunction` are.
   *
   * @param environmentVariable another variable, for a function that publishes to more than one pipeline.
   * @throws Error where the function takes no environment, or finds another pipeline in that variable.
   */
  addPublisher(fn: IFunction, environmentVariable: string = TOPIC_ARN_VARIABLE): void {
    provideTopicArn(this.topic, fn, environmentVariable);
    this.grantPublish(fn);
  }

  /**
   * Lets a principal of this account read what became of notifications.
   *
   * @throws Error without the table, with `deduplicateFor: false`.
   */
  grantReadStatus(grantee: IGrantable): Grant {
    const { tableArn } = this.statusTable('grantReadStatus');
    return Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:GetItem'],
      resourceArns: [tableArn],
    });
  }

  /**
   * Lets a function read what became of notifications: permission, and the table's name in the environment variable where
   * `NotificationStatusReader` looks for it. The function may be in another stack of the backend, as with
   * {@link addPublisher}.
   *
   * @param environmentVariable another variable, for a function that reads of more than one pipeline.
   * @throws Error without the table, with `deduplicateFor: false`; where the function takes no environment, or finds
   * something else in that variable.
   */
  addStatusReader(fn: IFunction, environmentVariable: string = TABLE_VARIABLE): void {
    provideTableName(this.statusTable('addStatusReader'), fn, environmentVariable);
    this.grantReadStatus(fn);
  }

  private statusTable(method: string): Table {
    if (this.deduplicationTable) return this.deduplicationTable;
    throw new Error(
      `${this.node.path}: ${method}: what became of a notification is in the table of what was sent, which ` +
        'deduplicateFor: false takes away; leave that prop out',
    );
  }

  private deduplicationOf(
    { deduplicateForSeconds }: PipelineSettings,
    plan: DeliveryPlan,
  ): Deduplication | undefined {
    const { deduplicationTable: table } = this;
    return table && { table, forSeconds: deduplicateForSeconds || plan.deduplicateForSeconds };
  }

  private provideAlarmTopic({ alarms }: PipelineSettings): ITopic | undefined {
    return alarms?.email === undefined ? alarms?.topic : createAlarmTopic(this, alarms.email);
  }

  private createPublisher({ memoryMegabytes }: DeliveryPlan): NodeFunction {
    const environment: PublisherEnvironment = { [TOPIC_ARN_VARIABLE]: this.topic.topicArn };
    const publisher = createHandlerFunction(this, 'Publisher', {
      handler: 'publisher',
      environment,
      timeoutSeconds: PUBLISHER_TIMEOUT_SECONDS,
      memoryMegabytes,
    });
    acceptFindings(publisher, {
      id: 'Serverless-LambdaDLQ',
      reason:
        'Whoever waits for its answer is told what was not published; whoever does not wait may give it a destination ' +
        'of their own, by configureAsyncInvoke.',
    });
    claimVariable(this.topic, publisher, TOPIC_ARN_VARIABLE);
    this.grantPublish(publisher);
    return publisher;
  }

  /**
   * Its id is not the one that the construct of the Amplify documentation gives its emailer: updated in place, that
   * function would be invoked by the old subscription, with events of another shape, until the subscription is gone.
   */
  private createEmailer(
    settings: PipelineSettings,
    plan: DeliveryPlan,
    { deduplication, channel }: EmailerParts,
  ): NodeFunction {
    const { sourceAddress, fromAddress, guard, sesRegion } = settings;
    const { queue, deadLetterQueue, configurationSet } = this;
    const emailer = createHandlerFunction(this, 'QueueEmailer', {
      handler: 'emailer',
      environment: emailerEnvironment(
        { sourceAddress, guard, sesRegion, configurationSet, queue, deadLetterQueue, deduplication },
        plan,
      ),
      ...plan,
      ...(settings.attachments && { memoryMegabytes: ATTACHMENTS_MEMORY_MEGABYTES }),
    });
    allowSendingAs(emailer, { fromAddress, sesRegion, configurationSet });
    allowReadingSendQuota(emailer);
    allowDeadLettering(emailer, deadLetterQueue);
    if (deduplication) allowRecording(emailer, deduplication.table);
    if (settings.attachments) allowReadingAttachments(emailer, settings.attachments);
    consumeQueue(emailer, queue, plan);
    allowHiding(emailer, queue);
    if (channel) emailer.node.addDependency(channel.isOpen);
    acceptFindings(emailer, {
      id: 'Serverless-LambdaDLQ',
      reason: 'SQS has it invoked and waits for its answer; what it does not handle goes back to the queue.',
    });
    return emailer;
  }
}
