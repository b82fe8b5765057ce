import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** SNS → SQS → Lambda → SES, and a table so that an email is not sent twice. */
export class IdempotentEmailQueue extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { sourceAddress }: { sourceAddress: string }) {
    super(scope, id);

    this.topic = new Topic(this, 'Topic');

    const table = new Table(this, 'IdempotencyTable', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiration',
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const emailer = new NodejsFunction(this, 'Emailer', {
      entry: fileURLToPath(new URL('emailer.ts', import.meta.url)),
      environment: { SOURCE_ADDRESS: sourceAddress, IDEMPOTENCY_TABLE_NAME: table.tableName },
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(30),
      bundling: { minify: true, externalModules: [] },
    });
    emailer.addToRolePolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources: ['*'] }));
    table.grantReadWriteData(emailer);

    const deadLetterQueue = new Queue(this, 'DeadLetterQueue', { retentionPeriod: Duration.days(14) });
    const queue = new Queue(this, 'Queue', {
      // Six times the function's timeout, as AWS recommends.
      visibilityTimeout: Duration.seconds(180),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 3 },
    });
    this.topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));

    emailer.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }));
  }
}
