import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { EmailerEnvironment } from '../../../contract/environment.ts';
import { type ATable, aTable } from './a-table.ts';
import { anEmailerEnvironment } from './an-emailer-environment.ts';

export type EmailerHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** The emailer's module beside the emulators that it speaks to; SES is the caller's. */
export interface AnEmailer {
  readonly handler: EmailerHandler;
  readonly sqs: FauxqsServer;
  readonly table: ATable;
  stop(): Promise<void>;
}

/** Each start is a cold one: the module reads its environment once. */
let starts = 0;

/** A worker whose send rate is no limit; give the variables that matter. */
export async function anEmailer(
  sesEndpoint: string,
  variables: Partial<EmailerEnvironment> & Readonly<Record<string, string>> = {},
): Promise<AnEmailer> {
  const [sqs, table] = await Promise.all([startFauxqs({ port: 0, logger: false }), aTable()]);
  const urlOf = (name: string) => `${sqs.address}/000000000000/${name}`;
  for (const name of ['queue', 'dead-letters']) sqs.createQueue(name, { region: 'eu-central-1' });
  const environment = anEmailerEnvironment({
    MAILROOM_SOURCE_ADDRESS: 'sender@example.com',
    MAILROOM_QUEUE_URL: urlOf('queue'),
    MAILROOM_DEAD_LETTER_QUEUE_URL: urlOf('dead-letters'),
    MAILROOM_TABLE: table.tableName,
    MAILROOM_SEND_RATE: '1000',
    MAILROOM_MAX_SEND_RATE: '1000',
    MAILROOM_WORKERS: '1',
  });
  const endpoint = await table.client.config.endpoint?.();
  Object.assign(process.env, {
    ...environment,
    AWS_ENDPOINT_URL_SES: sesEndpoint,
    AWS_ENDPOINT_URL_SQS: sqs.address,
    AWS_ENDPOINT_URL_DYNAMODB: `http://${endpoint?.hostname}:${endpoint?.port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: 'an-emailer',
    ...variables,
  });
  return {
    handler: await coldEmailer(),
    sqs,
    table,
    stop: async () => {
      table.stop();
      await sqs.stop();
    },
  };
}

/** Another worker of the emailer that was started last. */
export async function coldEmailer(): Promise<EmailerHandler> {
  starts += 1;
  const { handler } = await import(`../../../handlers/emailer.ts?cold-start=${starts}`);
  return handler;
}

/** The context of an invocation that has a minute left. */
export const emailerContext = {
  functionName: 'an-emailer',
  awsRequestId: 'request-1',
  getRemainingTimeInMillis: () => 60_000,
} as Context;
