import { fileURLToPath } from 'node:url';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

interface EmailQueueProps {
  readonly sourceAddress: string;
  /** How many emailers may run at once. @default Lambda scales */
  readonly maxConcurrency?: number;
}

/** SNS → SQS → Lambda → SES with a dead-letter queue after three receives, as the guides have it. */
export class EmailQueue extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { sourceAddress, maxConcurrency }: EmailQueueProps) {
    super(scope, id);

    this.topic = new Topic(this, 'Topic');

    const emailer = new NodejsFunction(this, 'Emailer', {
      entry: fileURLToPath(new URL('emailer.ts', import.meta.url)),
      environment: { SOURCE_ADDRESS: sourceAddress },
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(30),
      bundling: { minify: true, externalModules: [] },
    });
    emailer.addToRolePolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources: ['*'] }));

    const deadLetterQueue = new Queue(this, 'DeadLetterQueue', { retentionPeriod: Duration.days(14) });
    const queue = new Queue(this, 'Queue', {
      // Six times the function's timeout, as AWS recommends.
      visibilityTimeout: Duration.seconds(180),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 3 },
    });
    this.topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));

    emailer.addEventSource(
      new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency }),
    );
  }
}
