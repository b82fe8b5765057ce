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
  /** The topic that notifications are published to. It is encrypted with `alias/aws/sns`, so publishers are of this account. */
  readonly topic: Topic;
  /** The queue that holds notifications until the emailer has sent them. */
  readonly queue: Queue;
  /** The queue that keeps dead letters for 14 days; those that the queue itself moved have spent some of them in the queue. */
  readonly deadLetterQueue: Queue;
  /** The queue that keeps notifications that SNS could not deliver to the queue, for 14 days. */
  readonly undeliveredQueue: Queue;
  /** The table of what was sent, and what became of it; `undefined` with `deduplicateFor: false`. */
  readonly deduplicationTable: Table | undefined;
  /** The function that publishes the notification, or the array of them, that it is invoked with. */
  readonly publisher: NodeFunction;
  /** The function that sends what is in the queue. */
  readonly emailer: NodeFunction;
  /** The name of the configuration set that emails are sent with; `undefined` without feedback. */
  readonly configurationSet: string | undefined;
  /**
   * The topic that SES publishes its events to, in its own JSON, addresses and subjects included; other subscribers of yours
   * may have them too. `undefined` without feedback.
   */
  readonly feedbackTopic: Topic | undefined;
  /** The queue that holds SES's events until the feedback function has kept them; `undefined` without feedback. */
  readonly feedbackQueue: Queue | undefined;
  /** The queue that keeps events that could not be read or kept, for 14 days; `undefined` without feedback. */
  readonly feedbackDeadLetterQueue: Queue | undefined;
  /** The function that adds SES's events to the histories of notifications, and counts them; `undefined` without feedback. */
  readonly feedback: NodeFunction | undefined;
  /** The alarms by their kinds; `undefined` with `alarms: false`. */
  readonly alarms: Alarms | undefined;
  /** The topic that alarms are published to: your `alarmTopic`, or the pipeline's own with `alarmEmail`; else `undefined`. */
  readonly alarmTopic: ITopic | undefined;
  /** The dashboard in CloudWatch; `undefined` with `dashboard: false`. */
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
   * For `backend.addOutput`: the names of topic, queues, table, functions and alarms under `custom.pipelines`, by the name
   * `stack/id`. The outputs of several pipelines merge.
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

  /** Lets any principal of this account publish to the topic. */
  grantPublish(grantee: IGrantable): Grant {
    return this.topic.grantPublish(grantee);
  }

  /**
   * Lets a function publish: gives it the permission, and the topic's ARN in `MAILROOM_TOPIC_ARN`, where
   * `NotificationPublisher` looks for it. The function may be in another stack of the backend, as those of `defineFunction` are.
   *
   * @param environmentVariable another variable, for a function that publishes to more than one pipeline.
   * @throws Error where the function takes no environment, or finds another pipeline in that variable.
   */
  addPublisher(fn: IFunction, environmentVariable: string = TOPIC_ARN_VARIABLE): void {
    provideTopicArn(this.topic, fn, environmentVariable);
    this.grantPublish(fn);
  }

  /**
   * Lets any principal of this account read what became of notifications. Not with `deduplicateFor: false`.
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
   * Lets a function read what became of notifications: gives it the permission, and the table's name in `MAILROOM_TABLE`,
   * where `NotificationStatusReader` looks for it. The function may be in another stack of the backend. Not with
   * `deduplicateFor: false`.
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
