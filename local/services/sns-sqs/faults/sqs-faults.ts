import { objectOf } from '../../../../template/json.ts';
import { SqsError } from '../move-tasks/sqs-error.ts';
import { attributeFault, type GivenAttribute } from './attribute-fault.ts';

type Body = Readonly<Record<string, unknown>>;

const MAX_ATTRIBUTES = 10;
const MAX_DELAY_SECONDS = 900;

/** A receipt handle as the emulator gives it. */
const RECEIPT_HANDLE = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const GROUP = /^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/;

/** What SQS refuses of a request as a whole and its emulator does not, by the operation. */
const OF_REQUEST: Readonly<Record<string, (body: Body) => SqsError | undefined>> = {
  CreateQueue: ({ QueueName }) =>
    typeof QueueName !== 'string' || /^(?=.{1,80}$)[\w-]+(\.fifo)?$/.test(QueueName)
      ? undefined
      : invalid('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length'),
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

function messageFault({
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
  for (const [name, id] of Object.entries({ MessageGroupId, MessageDeduplicationId })) {
    if (id === undefined || id === null || GROUP.test(`${id}`)) continue;
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

function isDelay(delay: unknown): boolean {
  return Number.isInteger(delay) && Number(delay) >= 0 && Number(delay) <= MAX_DELAY_SECONDS;
}

function invalid(message: string): SqsError {
  return new SqsError('InvalidParameterValue', message);
}
