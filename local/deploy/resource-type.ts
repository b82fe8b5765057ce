import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../clock/clock.ts';
import type { Enforcement } from '../hosting/gates.ts';
import type { RecordMetric } from '../services/cloudwatch/metric.ts';
import type { DynamoDbEmulator } from '../services/dynamodb/dynalite.ts';
import type { FunctionEndpoints } from '../services/lambda/function-environment.ts';
import type { LocalSes } from '../services/ses/start-ses.ts';

/** What a deployment needs from outside. */
export interface DeployDependencies {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDbEmulator;
  readonly inbox: Pick<LocalSes, 'receive'>;
  readonly endpoints: FunctionEndpoints;
  readonly region: string;
  readonly accountId: string;
  /** By which permissions are checked; nothing is where there is none. */
  readonly enforcement?: Enforcement | undefined;
  readonly clock: Clock;
  readonly asynchronousRetrySeconds: readonly number[];
  /** Takes what functions measure. */
  readonly recordMetric: RecordMetric;
  /** Ends every poller. */
  readonly signal: AbortSignal;
  /** Takes each line that a function writes, and what the stack has to say of it. */
  readonly log: (source: string, line: string) => void;
}
