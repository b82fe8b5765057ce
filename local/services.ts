import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_CREDENTIALS } from '../contract/local-stack-file.ts';
import type { Clock } from './clock/clock.ts';
import { markPoller } from './hosting/poller-header.ts';
import type { Gate } from './iam/gate.ts';
import { serveCloudWatchApi } from './services/cloudwatch/api/cloudwatch-api.ts';
import type { CloudWatch } from './services/cloudwatch/cloudwatch.ts';
import type { DynamoDbEmulator } from './services/dynamodb/dynalite.ts';
import type { FunctionEndpoints } from './services/lambda/function-environment.ts';
import { type Invoke, serveInvokeApi } from './services/lambda/invoke-api.ts';
import { type Emulators, portAfter } from './start-services.ts';

/** The services of one stack, with clients for those that a deployment speaks to. */
export interface Services {
  readonly endpoints: FunctionEndpoints;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDbEmulator;
  /** Stops them all, the emulators included. */
  stop(): Promise<void>;
}

/** What the services are opened with. */
export interface ServiceOptions {
  /** The inbox's; 0 takes any free ones. */
  readonly port: number;
  readonly region: string;
  readonly clock: Clock;
  readonly invoke: Invoke;
  readonly cloudWatch: CloudWatch;
  /** Before what is served here. */
  readonly gate: Gate;
}

/** Opens what stands in front of running emulators: the APIs of Lambda and CloudWatch, and clients. */
export async function openServices(
  emulators: Emulators,
  { port, region, clock, invoke, cloudWatch, gate }: ServiceOptions,
): Promise<Services> {
  const invokeApi = await serveInvokeApi(portAfter(port, 3), invoke, gate);
  const cloudWatchApi = await serveCloudWatchApi(cloudWatch, { port: portAfter(port, 4), clock, gate }).catch(
    async (error: unknown) => {
      await invokeApi.stop();
      throw error;
    },
  );
  const { snsSqs, ses, dynamoDb } = emulators;
  const sns = new SNSClient({ region, endpoint: snsSqs.url, credentials: LOCAL_CREDENTIALS });
  const sqs = markPoller(new SQSClient({ region, endpoint: snsSqs.url, credentials: LOCAL_CREDENTIALS }));
  return {
    endpoints: {
      sns: snsSqs.url,
      sqs: snsSqs.url,
      ses: ses.url,
      dynamodb: dynamoDb.url,
      lambda: invokeApi.url,
      cloudwatch: cloudWatchApi.url,
      sts: snsSqs.url,
    },
    sns,
    sqs,
    dynamodb: dynamoDb,
    stop: async () => {
      sns.destroy();
      sqs.destroy();
      await Promise.all([emulators.stop(), invokeApi.stop(), cloudWatchApi.stop()]);
    },
  };
}
