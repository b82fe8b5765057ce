import { jsonOf, objectOf, own } from '../../../../template/json.ts';
import { SqsError } from '../move-tasks/sqs-error.ts';
import { attributeFault, type GivenAttribute } from './attribute-fault.ts';

type Body = Readonly<Record<string, unknown>>;

const MAX_ATTRIBUTES = 10;
const MAX_DELAY_SECONDS = 900;
const MAX_RECEIVES = 1_000;

/** A receipt handle as the emulator gives it. */
const RECEIPT_HANDLE = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const GROUP = /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/;

/** What SQS refuses of a request as a whole and its emulator does not, by the operation. */
const OF_REQUEST: Readonly<Record<string, (body: Body) => SqsError | undefined>> = {
  CreateQueue: (body) =>
    typeof body.QueueName !== 'string' || /^(?=.{1,80}$)[\w-]+(\.fifo)?$/.test(body.QueueName)
      ? redriveFault(body)
      : invalid('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'),
  SetQueueAttributes: redriveFault,
  SendMessage: messageFault,
  DeleteMessage: handleFault,
  ChangeMessageVisibility: handleFault,
};

/** What SQS refuses of an entry of a batch, which fails alone. */
const OF_ENTRY: Readonly<Record<string, (entry: Body) => SqsError | undefined>> = {
  SendMessageBatch: messageFault,
  DeleteMessageBatch: handleFault,
  ChangeMessageVisibilityBatch: handleFault,
};

/**
 * Why SQS would refuse a request, where its emulator takes it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export function sqsFault(operation: string, body: Body): SqsError | undefined {
  return OF_REQUEST[operation]?.(body);
}

/** The same of an entry of a batch. */
export function sqsEntryFault(operation: string, entry: Body): SqsError | undefined {
  return OF_ENTRY[operation]?.(entry);
}

/** A dead-letter queue has a message after one receive at least. */
function redriveFault({ Attributes }: Body): SqsError | undefined {
  const policy = objectOf(Attributes).RedrivePolicy;
  const count = typeof policy === 'string' ? own(jsonOf(policy), 'maxReceiveCount') : undefined;
  if (count === undefined || (Number(count) >= 1 && Number(count) <= MAX_RECEIVES)) return undefined;
  return invalid(
    `Value ${policy} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: ${count}, valid values are from 1 to ${MAX_RECEIVES} both inclusive.`,
  );
}

function messageFault({
  QueueUrl,
  DelaySeconds: delay,
  MessageAttributes,
  MessageGroupId,
  MessageDeduplicationId,
}: Body): SqsError | undefined {
  if (delay !== undefined && delay !== null && !isDelay(delay)) {
    return invalid(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${MAX_DELAY_SECONDS}.`,
    );
  }
  if (isGiven(MessageDeduplicationId) && typeof QueueUrl === 'string' && !QueueUrl.endsWith('.fifo')) {
    return invalid(
      `Value ${MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  for (const [name, id] of Object.entries({ MessageGroupId, MessageDeduplicationId })) {
    if (!isGiven(id) || GROUP.test(`${id}`)) continue;
    return invalid(
      `Value ${id} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  }
  return attributesFault(Object.entries(objectOf(MessageAttributes)));
}

function attributesFault(attributes: readonly [string, unknown][]): SqsError | undefined {
  if (attributes.length > MAX_ATTRIBUTES) {
    return invalid(
      `Number of message attributes [${attributes.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  }
  const faults = attributes.map(([name, value]) => attributeFault(name, Object(value) as GivenAttribute));
  const fault = faults.find((each) => each !== undefined);
  return fault === undefined ? undefined : invalid(fault);
}

function handleFault({ ReceiptHandle: handle }: Body): SqsError | undefined {
  if (typeof handle !== 'string' || handle === '' || RECEIPT_HANDLE.test(handle)) return undefined;
  return new SqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isDelay(delay: unknown): boolean {
  return Number.isInteger(delay) && Number(delay) >= 0 && Number(delay) <= MAX_DELAY_SECONDS;
}

function invalid(message: string): SqsError {
  return new SqsError('InvalidParameterValue', message);
}
