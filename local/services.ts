import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_CREDENTIALS } from '../ops/connection.ts';
import type { FunctionEndpoints } from './deploy/function-environment.ts';
import type { DynamoDbEmulator } from './emulators/dynalite.ts';
import { type Emulators, portAfter } from './emulators/emulators.ts';
import { type Invoke, serveInvokeApi } from './lambda/invoke-api.ts';
import { markPoller } from './lambda/poller-header.ts';

/** The services of one stack, with clients for those that a deployment speaks to. */
export interface Services {
  readonly endpoints: FunctionEndpoints;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDbEmulator;
  /** Stops them all, the emulators included. */
  stop(): Promise<void>;
}

/** Opens what stands in front of running emulators: Lambda's API, and clients. */
export async function openServices(
  emulators: Emulators,
  { port, region, invoke }: { port: number; region: string; invoke: Invoke },
): Promise<Services> {
  const invokeApi = await serveInvokeApi(portAfter(port, 3), invoke);
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
      cloudwatch: snsSqs.url,
      sts: snsSqs.url,
    },
    sns,
    sqs,
    dynamodb: dynamoDb,
    stop: async () => {
      sns.destroy();
      sqs.destroy();
      await Promise.all([emulators.stop(), invokeApi.stop()]);
    },
  };
}
