import type { Access } from '../../iam/gate.ts';
import type { Environment } from '../../iam/permissions.ts';

type Body = Readonly<Record<string, unknown>>;

/** IAM knows no batches: a batch needs what each of its messages needs. */
const BATCH = /Batch$/;

/** What starting a task needs beside itself, since the task receives and sends in the caller's place. */
const TASK_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/**
 * What a request to SQS needs to be allowed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export function sqsAccesses(operation: string, body: Body, environment: Environment): Access[] {
  const queue = queueArnOf(body, environment);
  const access = needed(`sqs:${operation.replace(BATCH, '')}`, queue);
  if (operation !== 'StartMessageMoveTask') return [access];
  const { DestinationArn } = body;
  return [
    access,
    ...TASK_ACTIONS.map((action) => needed(action, queue)),
    ...(typeof DestinationArn === 'string' ? [needed('sqs:SendMessage', DestinationArn)] : []),
  ];
}

function needed(action: string, resource: string): Access {
  return { action, resources: [resource], context: {} };
}

/** The queue that a request is about; `*` where it is about no certain one. */
function queueArnOf(
  { QueueUrl, QueueName, SourceArn, TaskHandle }: Body,
  { region, accountId }: Environment,
): string {
  if (typeof SourceArn === 'string') return SourceArn;
  if (typeof TaskHandle === 'string') return sourceArnIn(TaskHandle) ?? '*';
  const name = typeof QueueUrl === 'string' ? QueueUrl.split('/').at(-1) : QueueName;
  return typeof name === 'string' ? `arn:aws:sqs:${region}:${accountId}:${name}` : '*';
}

function sourceArnIn(taskHandle: string): string | undefined {
  try {
    const { sourceArn } = JSON.parse(Buffer.from(taskHandle, 'base64').toString());
    return typeof sourceArn === 'string' ? sourceArn : undefined;
  } catch {
    return undefined;
  }
}
