import { Agent } from 'node:http';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_CREDENTIALS } from '../../../contract/local-stack-file.ts';
import { markPoller } from '../../hosting/poller-header.ts';

/** What a stack itself speaks to SNS and SQS with. */
export interface Clients {
  readonly sns: SNSClient;
  /** Of the stack's pollers. */
  readonly sqs: SQSClient;
  destroy(): void;
}

/** Clients of the emulator at `endpoint`; what they create is in `region`. */
export function clientsOf(endpoint: string, region: string): Clients {
  const sns = new SNSClient({ region, endpoint, credentials: LOCAL_CREDENTIALS });
  const sqs = markPoller(
    new SQSClient({
      region,
      endpoint,
      credentials: LOCAL_CREDENTIALS,
      requestHandler: { httpAgent: unlimited() },
    }),
  );
  return {
    sns,
    sqs,
    destroy: () => {
      sns.destroy();
      sqs.destroy();
    },
  };
}

/** An SDK opens fifty connections. Each queue's poller waits on one, and what it deletes must not wait behind that. */
function unlimited(): Agent {
  return new Agent({ keepAlive: true });
}
