import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IDependable } from 'constructs';
import { createConfigurationSet, createEventDestination } from './configuration-set.ts';
import { createFeedbackQueues } from './feedback-queues.ts';
import { createFeedbackTopic } from './feedback-topic.ts';
import type { FeedbackSettings } from './props.ts';

/** The way of SES's events back to the pipeline. */
export interface FeedbackChannel {
  /** The name of the configuration set that emails are to be sent with. */
  readonly configurationSet: string;
  readonly topic: Topic;
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  /** What must be there before an email is sent, or its events are lost. */
  readonly isOpen: IDependable;
}

/** Creates all that is between SES and the function that keeps its events. */
export function createFeedbackChannel(scope: Construct, settings: FeedbackSettings): FeedbackChannel {
  const configurationSet = settings.configurationSet ?? createConfigurationSet(scope);
  const topic = createFeedbackTopic(scope, configurationSet);
  const queues = createFeedbackQueues(scope, topic);
  const destination = createEventDestination(scope, configurationSet, topic);
  // SES tries whether it may publish, and what nobody subscribes to is gone.
  destination.node.addDependency(topic, queues.queue);
  return { configurationSet, topic, ...queues, isOpen: destination };
}
