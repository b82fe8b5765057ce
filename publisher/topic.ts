import { SNSClient } from '@aws-sdk/client-sns';
import * as v from 'valibot';
import { TOPIC_ARN_VARIABLE, topicArn } from '../contract/environment.ts';

/**
 * SNS answers within a second when it answers at all. By default the SDK waits for ever on a server that takes a request
 * and does not answer, until the function that publishes has run into its timeout and lost what it knew of all others.
 * `throwOnRequestTimeout` ends a request that is not answered, `socketTimeout` one whose answer does not go on.
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/migrate-client-constructors.html
 */
const PATIENCE = {
  connectionTimeout: 3_000,
  requestTimeout: 5_000,
  socketTimeout: 5_000,
  throwOnRequestTimeout: true,
};

const clients = new Map<string, SNSClient>();

/**
 * The topic to publish to: the one that was chosen, else the environment's.
 *
 * @throws Error where there is none, or it is not the ARN of an SNS topic.
 */
export function resolveTopicArn(
  chosen: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const arn = chosen ?? environment[TOPIC_ARN_VARIABLE];
  const source = chosen === undefined ? TOPIC_ARN_VARIABLE : 'topicArn';
  if (arn === undefined) {
    throw new Error(`${source} is not set: allow the function by addPublisher, or pass topicArn.`);
  }
  if (v.is(topicArn, arn)) return arn;
  throw new Error(`${source}: expected the ARN of an SNS topic, got ${JSON.stringify(arn)}`);
}

/**
 * The process's client for the region of `arn`: SNS takes a publish only in the topic's own region, which need not
 * be the function's. Made when it is first asked for, and kept, so that connections are reused.
 */
export function sharedClient(arn: string): SNSClient {
  const region = arn.split(':')[3] as string;
  const client = clients.get(region) ?? new SNSClient({ region, requestHandler: PATIENCE });
  clients.set(region, client);
  return client;
}
