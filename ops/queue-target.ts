import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { LocalStackFile } from '../contract/local-stack-file.ts';
import { connectionTo, PATIENCE } from './clients.ts';
import { queueNameOf } from './dead-letters/dead-letter-queue.ts';
import type { Target } from './target.ts';
import { TargetError } from './target-error.ts';

/** A queue's ARN: region, account and name. */
const ARN = /^arn:[\w-]+:sqs:(?<region>[\w-]+):(?<account>\d{12}):(?<name>[^:]+)$/;

/** A queue's URL on AWS. @see https://docs.aws.amazon.com/general/latest/gr/sqs-service.html */
const AWS_URL = /^https:\/\/(?:sqs\.(?<region>[\w-]+)|(?<older>[\w-]+)\.queue)\.amazonaws\.com/;

/**
 * The pipeline of which a queue is the queue or the dead-letter queue; which of the two, and the other one, SQS tells. More
 * of the pipeline it does not know.
 *
 * @param queue a URL, an ARN, or a name in the region that AWS tools are set to.
 * @param running the local stack that may have it.
 * @throws TargetError where it has no dead-letter queue and is none, or is that of several.
 */
export async function queueTarget(queue: string, running: LocalStackFile | undefined): Promise<Target> {
  const local = running && isOf(running, queue) ? running : undefined;
  const region = ARN.exec(queue)?.groups?.region ?? regionIn(queue);
  const sqs = new SQSClient(
    local
      ? connectionTo(local, 'sqs')
      : { ...(region !== undefined && { region }), requestHandler: PATIENCE },
  );
  try {
    const url = await urlOf(sqs, queue);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn', 'RedrivePolicy'] }),
    );
    const place = ARN.exec(Attributes.QueueArn ?? '')?.groups as {
      region: string;
      account: string;
      name: string;
    };
    const target = JSON.parse(Attributes.RedrivePolicy ?? '{}').deadLetterTargetArn as string | undefined;
    const queueUrl = target === undefined ? await sourceOf(sqs, url) : url;
    return {
      source: 'queue',
      accountId: place.account,
      region: place.region,
      pipelineName: queueNameOf(queueUrl),
      pipeline: {
        queueUrl,
        deadLetterQueueUrl: target === undefined ? url : await urlOf(sqs, target),
        functions: {},
      },
      ...(local && { endpoints: local.endpoints }),
    };
  } finally {
    sqs.destroy();
  }
}

/** Whether a local stack has the queue: by its address, its account, or the name of a queue of one of its pipelines. */
function isOf({ endpoints, accountId, pipelines }: LocalStackFile, queue: string): boolean {
  if (isUrl(queue)) return new URL(queue).origin === new URL(endpoints.sqs).origin;
  const account = ARN.exec(queue)?.groups?.account;
  if (account !== undefined) return account === accountId;
  const urls = Object.values(pipelines).flatMap(({ queueUrl, deadLetterQueueUrl }) => [
    queueUrl,
    deadLetterQueueUrl,
  ]);
  return urls.some((url) => url !== undefined && queueNameOf(url) === queue);
}

function isUrl(queue: string): boolean {
  return /^https?:/.test(queue) && URL.canParse(queue);
}

function regionIn(url: string): string | undefined {
  const { region, older } = AWS_URL.exec(url)?.groups ?? {};
  return region ?? older;
}

async function urlOf(sqs: SQSClient, queue: string): Promise<string> {
  if (isUrl(queue)) return queue;
  const { account, name } = ARN.exec(queue)?.groups ?? { name: queue };
  const command = new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account });
  return (await sqs.send(command)).QueueUrl as string;
}

/** The queue whose dead letters are in this one. */
async function sourceOf(sqs: SQSClient, url: string): Promise<string> {
  const { queueUrls = [] } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }));
  const [source, ...others] = queueUrls;
  if (source !== undefined && others.length === 0) return source;
  const name = queueNameOf(url);
  throw new TargetError(
    source === undefined
      ? `The queue ${name} has no dead-letter queue, and is no dead-letter queue itself: name the queue of a pipeline, or its dead-letter queue.`
      : `${name} holds the dead letters of several queues: name one of them, ${queueUrls.map(queueNameOf).join(' or ')}.`,
  );
}
