import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { LOCAL_CREDENTIALS, type LocalStackFile } from '../contract/local-stack-file.ts';
import type { Pipeline } from '../contract/pipelines.ts';
import type { Target } from './target.ts';

/** What every client of a service is made with. */
export interface Connection {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: typeof LOCAL_CREDENTIALS;
  readonly requestHandler: typeof PATIENCE;
}

/**
 * The SDK waits for ever unless told otherwise, and so would whoever typed a command. It tries three times. The longest
 * answers are of a receive that waits a second, and of a megabyte on its way.
 */
export const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/**
 * SES tells the quota once a second in an account, and the workers and other operators ask too.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html
 */
export const SES_ATTEMPTS = 6;

/** How a service of the target is reached; a deployed backend's, and its credentials, as any AWS tool finds them. */
export function connectionTo(
  { region, endpoints }: Pick<Target, 'region' | 'endpoints'>,
  service: keyof LocalStackFile['endpoints'],
): Connection {
  const connection = { region, requestHandler: PATIENCE };
  if (!endpoints) return connection;
  return { ...connection, endpoint: endpoints[service], credentials: LOCAL_CREDENTIALS };
}

/** The SDK's clients for one target. */
export interface Clients {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly ses: SESClient;
  readonly sts: STSClient;
  readonly cloudWatch: CloudWatchClient;
  /** Ends what they keep open. */
  close(): void;
}

/** Makes the clients for a target; none of them connects before it is used. SES may be that of another region. */
export function clientsOf(
  target: Pick<Target, 'region' | 'endpoints'> & { readonly pipeline?: Pick<Pipeline, 'sesRegion'> },
): Clients {
  const sesRegion = target.pipeline?.sesRegion ?? target.region;
  const clients = {
    sqs: new SQSClient(connectionTo(target, 'sqs')),
    sns: new SNSClient(connectionTo(target, 'sns')),
    ses: new SESClient({
      ...connectionTo({ ...target, region: sesRegion }, 'ses'),
      maxAttempts: SES_ATTEMPTS,
    }),
    sts: new STSClient(connectionTo(target, 'sts')),
    cloudWatch: new CloudWatchClient(connectionTo(target, 'cloudwatch')),
  };
  const close = () => {
    for (const client of Object.values(clients)) client.destroy();
  };
  return { ...clients, close };
}
