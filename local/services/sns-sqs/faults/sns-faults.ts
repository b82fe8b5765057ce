import { isObject, own } from '../../../../template/json.ts';
import { messageOf } from '../../../hosting/thrown.ts';
import { readFilterPolicy } from '../filter-policy/filter-policy.ts';
import { attributeFault } from './attribute-fault.ts';

/** The parameters of a request in a form. */
type Form = Readonly<Record<string, string | undefined>>;

/** An error of SNS. */
export interface SnsFault {
  readonly code: string;
  readonly message: string;
}

const MAX_SUBJECT_LENGTH = 100;
const MAX_BATCH_BYTES = 262_144;

/** Letters, digits and punctuation. */
const GROUP = /^[!-~]{1,128}$/;

/** Printable ASCII that begins with no space. */
const SUBJECT = new RegExp(`^[!-~][ -~]{0,${MAX_SUBJECT_LENGTH - 1}}$`);

/**
 * Why SNS would refuse a request, where its emulator takes it.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export function snsFault(form: Form): SnsFault | undefined {
  if (form.Action === 'Publish') return targetFault(form) ?? messageFault(form, '');
  if (form.Action !== 'PublishBatch') return filterFault(form);
  const prefixes = prefixesOf(form, ENTRY);
  const bytes = prefixes.reduce((sum, prefix) => sum + Buffer.byteLength(form[`${prefix}Message`] ?? ''), 0);
  if (bytes > MAX_BATCH_BYTES) {
    return {
      code: 'BatchRequestTooLong',
      message: 'The length of all the batch messages put together is more than the limit.',
    };
  }
  return undefined;
}

const ENTRY = /^(PublishBatchRequestEntries\.member\.\d+\.)/;

/** An entry of a batch that SNS refuses, while it publishes the others. */
export interface RefusedEntry extends SnsFault {
  /** What the names of its parameters begin with. */
  readonly prefix: string;
  readonly id: string | undefined;
}

/** The entries of a `PublishBatch` that SNS would refuse. */
export function refusedEntries(form: Form): RefusedEntry[] {
  if (form.Action !== 'PublishBatch') return [];
  return prefixesOf(form, ENTRY).flatMap((prefix) => {
    const fault = messageFault(form, prefix);
    return fault ? [{ ...fault, prefix, id: form[`${prefix}Id`] }] : [];
  });
}

/**
 * A filter policy that means nothing, of a subscription that is made or changed; an empty one is taken away.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
function filterFault(form: Form): SnsFault | undefined {
  const attributes: Record<string, string | undefined> =
    form.Action === 'Subscribe'
      ? Object.fromEntries(
          prefixesOf(form, /^(Attributes\.entry\.\d+\.)/).map((entry) => [
            form[`${entry}key`],
            form[`${entry}value`],
          ]),
        )
      : { [`${form.AttributeName}`]: form.AttributeValue, FilterPolicyScope: 'MessageBody' };
  const policy = own(attributes, 'FilterPolicy');
  if (policy === undefined || policy === '') return undefined;
  try {
    const isOfBody = own(attributes, 'FilterPolicyScope') === 'MessageBody';
    readFilterPolicy(JSON.parse(policy), isOfBody ? 'MessageBody' : 'MessageAttributes');
    return undefined;
  } catch (error) {
    return invalid(`FilterPolicy: ${messageOf(error)}`);
  }
}

/** What is no topic is reached by services that are not here. */
function targetFault({ TopicArn, PhoneNumber, TargetArn }: Form): SnsFault | undefined {
  if (TopicArn !== undefined) return undefined;
  if (PhoneNumber === undefined && TargetArn === undefined) {
    return invalid('TopicArn or TargetArn Reason: no value for required parameter');
  }
  const what = PhoneNumber === undefined ? 'Mobile push' : 'SMS';
  return { code: 'NotEmulated', message: `${what} is not emulated by the local stack: publish to a topic.` };
}

function messageFault(form: Form, prefix: string): SnsFault | undefined {
  const [message, subject, structure, group, deduplication] = [
    'Message',
    'Subject',
    'MessageStructure',
    'MessageGroupId',
    'MessageDeduplicationId',
  ].map((key) => form[prefix + key]);
  if (message === '') return invalid('Empty message');
  if (subject !== undefined && !SUBJECT.test(subject)) return invalid('Subject');
  if (deduplication !== undefined && !form.TopicArn?.endsWith('.fifo')) {
    return invalid(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (group !== undefined && !GROUP.test(group)) return invalid('MessageGroupId');
  return (
    structureFault(message ?? '', structure) ?? attributesFault(form, `${prefix}MessageAttributes.entry.`)
  );
}

/** With the structure `json` a message has an entry for each protocol, and one for all others. */
function structureFault(message: string, structure: string | undefined): SnsFault | undefined {
  if (structure === undefined) return undefined;
  if (structure !== 'json') return invalid('MessageStructure');
  const entries = entriesIn(message);
  if (entries === undefined) return invalid('Message Structure - JSON message body failed to parse');
  return typeof own(entries, 'default') === 'string'
    ? undefined
    : invalid('Message Structure - No default entry in JSON message body');
}

/** What a message of the structure `json` has for each protocol, and by default; `undefined` where it is no JSON. */
export function entriesIn(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const entries: unknown = JSON.parse(message);
    return isObject(entries) ? entries : undefined;
  } catch {
    return undefined;
  }
}

function attributesFault(form: Form, prefix: string): SnsFault | undefined {
  const numbered = prefixesOf(form, new RegExp(`^(${prefix.replaceAll('.', '\\.')}\\d+\\.)`));
  const faults = numbered.map((entry) =>
    attributeFault(form[`${entry}Name`] ?? '', {
      DataType: form[`${entry}Value.DataType`],
      StringValue: form[`${entry}Value.StringValue`],
      BinaryValue: form[`${entry}Value.BinaryValue`],
    }),
  );
  const message = faults.find((fault) => fault !== undefined);
  return message === undefined ? undefined : { code: 'ParameterValueInvalid', message };
}

function prefixesOf(form: Form, pattern: RegExp): string[] {
  return [...new Set(Object.keys(form).flatMap((key) => pattern.exec(key)?.[1] ?? []))];
}

function invalid(what: string): SnsFault {
  return { code: 'InvalidParameter', message: `Invalid parameter: ${what}` };
}
