import { isObject } from '../../../../template/json.ts';
import { type FilterPolicy, readFilterPolicy } from './filter-policy.ts';
import { attributesOf, bodyOf, type FilteredAttribute } from './filtered-message.ts';

/** What a subscription says of its filter and of the form in which it delivers. */
interface Filtering {
  readonly FilterPolicy?: string | undefined;
  readonly FilterPolicyScope?: string | undefined;
  readonly RawMessageDelivery?: string | undefined;
}

/** A message as it is to enter a queue. */
interface Entering {
  readonly body: string;
  readonly messageAttributes: object;
}

const read = new Map<string, FilterPolicy>();

/** Whether a subscription's filter policy lets a message pass. A policy that SNS would not take lets everything pass. */
export function passesFilter(
  { FilterPolicy: policy = '', FilterPolicyScope, RawMessageDelivery }: Filtering,
  { body, messageAttributes }: Entering,
): boolean {
  const scope = FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
  const { message, attributes } =
    RawMessageDelivery === 'true' ? { message: body, attributes: messageAttributes } : published(body);
  const filtered =
    scope === 'MessageBody'
      ? bodyOf(message)
      : attributesOf(attributes as Readonly<Record<string, FilteredAttribute>>);
  return filtered !== undefined && policyOf(policy, scope)(filtered);
}

function policyOf(text: string, scope: 'MessageAttributes' | 'MessageBody'): FilterPolicy {
  const key = `${scope} ${text}`;
  const known = read.get(key);
  if (known) return known;
  const policy = readOrPass(text, scope);
  read.set(key, policy);
  return policy;
}

function readOrPass(text: string, scope: 'MessageAttributes' | 'MessageBody'): FilterPolicy {
  try {
    return readFilterPolicy(JSON.parse(text), scope);
  } catch {
    return () => true;
  }
}

/** What was published, in the envelope in which SNS delivers it. */
function published(envelope: string): { readonly message: string; readonly attributes: object } {
  const { Message, MessageAttributes } = JSON.parse(envelope) as {
    Message: string;
    MessageAttributes?: object;
  };
  const attributes = Object.entries(MessageAttributes ?? {}).map(([name, attribute]) => {
    const { Type, Value } = isObject(attribute) ? attribute : {};
    return [name, { DataType: Type, StringValue: Value }] as const;
  });
  return { message: Message, attributes: Object.fromEntries(attributes) };
}
