import type { Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** The parts of a pipeline that alarms and dashboard look at. */
export interface WatchedPipeline {
  readonly topic: Topic;
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly undeliveredQueue: Queue;
  readonly emailer: NodeFunction;
  /** `undefined` where no feedback comes back, as the queue of it that is given up is. */
  readonly feedback: NodeFunction | undefined;
  readonly feedbackDeadLetterQueue: Queue | undefined;
}
