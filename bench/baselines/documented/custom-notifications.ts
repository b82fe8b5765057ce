import { fileURLToPath } from 'node:url';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** The handlers of the Amplify documentation, as it prints them. */
const HANDLERS = new URL('../../../test/fixtures/seed/', import.meta.url);

/**
 * The construct of the Amplify documentation: the topic invokes the emailer. Timeouts and retries are Lambda's
 * defaults, as there; runtime and memory are those of the other baselines, so that only the shape differs.
 */
export class CustomNotifications extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { sourceAddress }: { sourceAddress: string }) {
    super(scope, id);

    this.topic = new Topic(this, 'NotificationTopic');

    const publisher = new NodejsFunction(this, 'Publisher', {
      entry: fileURLToPath(new URL('publisher.ts', HANDLERS)),
      environment: { SNS_TOPIC_ARN: this.topic.topicArn },
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      bundling: { externalModules: [] },
    });

    const emailer = new NodejsFunction(this, 'Emailer', {
      entry: fileURLToPath(new URL('emailer.ts', HANDLERS)),
      environment: { SOURCE_ADDRESS: sourceAddress },
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      bundling: { externalModules: [] },
    });

    this.topic.addSubscription(new LambdaSubscription(emailer));
    this.topic.grantPublish(publisher);
  }
}
