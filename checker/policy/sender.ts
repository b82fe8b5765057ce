import type { ConditionTest } from '../../template/policy/document.ts';
import type { Resource } from '../../template/resource.ts';
import { textOf } from '../../template/scalars.ts';
import { hasUnknownPart } from '../../template/text.ts';
import { allOf, anyOf, Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { matchesText } from '../same-text.ts';
import type { Templates } from '../templates.ts';
import type { Statement } from './statements.ts';

/** The topic for which SNS asks to be let in. */
export interface Sender {
  readonly topic: Resource | undefined;
  readonly arn: Value;
}

/** Keys of whom a service acts for; an organisation is not told by a template. */
const SOURCE_ACCOUNT = /^aws:source(?:account|owner)$/;
const SOURCE_ORGANISATION = /^aws:sourceorg(?:id|paths)$/;

/**
 * What a request of SNS has beside its source, and what it does not have, since SNS is no identity of an account, and what
 * keys of other services mean is in no request to a queue or a key.
 */
const KNOWN = new Map([
  ['aws:securetransport', 'true'],
  ['aws:principalisawsservice', 'true'],
  ['aws:principalservicename', 'sns.amazonaws.com'],
]);
const ABSENT =
  /^(?:aws:(?:principal(?:orgid|orgpaths|account|arn|type|tag\/.*)|userid|username|source(?:ip|vpc|vpce|vpcarn))|(?!aws:|sqs:|kms:)[\w-]+:.*)$/;

/**
 * Whether the conditions of a statement hold where SNS sends for a topic.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function holdsFor(statement: Statement, sender: Sender, templates: Templates): boolean | Unknown {
  return allOf(statement.conditions.map((test) => holds(test, statement.holder, sender, templates)));
}

function holds(
  { operator, key: written, quantifier, ifExists, values }: ConditionTest,
  holder: Resource,
  sender: Sender,
  templates: Templates,
): boolean | Unknown {
  const key = written.toLowerCase();
  const [, base = '', negated = '', rest = ''] =
    /^(string|arn|bool|null)(not)?(equals|like|equalsignorecase)?$/.exec(operator.toLowerCase()) ?? [];
  const isAbsent = ABSENT.test(key);
  if (base === 'null' && (isAbsent || isKnown(key))) {
    return values.every((value) => textOf(value).toLowerCase() === String(isAbsent));
  }
  // What is negated holds of what is not there, be it of a text, an address or a number.
  if (isAbsent) return ifExists || /not/i.test(operator) || quantifier === 'ForAllValues';
  if (base === '' || base === 'null' || !isKnown(key))
    return new Unknown(`a condition of its policy is on ${written}`);
  const isPattern = base === 'arn' || rest === 'like';
  const isAmong = anyOf(values.map((value) => isSource(value, key, isPattern, holder, sender, templates)));
  return isAmong instanceof Unknown || negated === '' ? isAmong : !isAmong;
}

function isKnown(key: string): boolean {
  return (
    KNOWN.has(key) || key === 'aws:sourcearn' || SOURCE_ACCOUNT.test(key) || SOURCE_ORGANISATION.test(key)
  );
}

function isSource(
  value: Value,
  key: string,
  isPattern: boolean,
  holder: Resource,
  sender: Sender,
  templates: Templates,
): boolean | Unknown {
  const known = KNOWN.get(key);
  if (known !== undefined) return textOf(value).toLowerCase() === known;
  if (key === 'aws:sourcearn') return isTopic(value, isPattern, holder, sender, templates);
  if (value instanceof Unknown) return value;
  if (SOURCE_ORGANISATION.test(key)) return new Unknown('which organisation it is in is not known');
  const account = typeof sender.arn === 'string' ? sender.arn.split(':')[4] : undefined;
  if (account === undefined && !sender.topic) return new Unknown('the account of the topic is not known');
  return isSameAccount(textOf(value), account ?? '${AccountId}');
}

/** An account that is told by its number is taken for the one in which the template is deployed. */
function isSameAccount(given: string, account: string): boolean | Unknown {
  const sameness = matchesText(given, account);
  if (sameness !== 'maybe') return sameness;
  return hasUnknownPart(given + account) ? new Unknown('the account is not known') : true;
}

function isTopic(
  value: Value,
  isPattern: boolean,
  holder: Resource,
  { topic, arn }: Sender,
  templates: Templates,
): boolean | Unknown {
  const same = templates.isSameResource(value, arn, holder);
  if (same === true) return true;
  if (topic)
    return isPattern ? templates.matches(value, topic, holder) : templates.isArnOf(value, topic, holder);
  if (typeof value !== 'string' || typeof arn !== 'string') return same;
  if (!isPattern || !/[*?]/.test(value)) return same;
  const sameness = matchesText(value, arn);
  return sameness === 'maybe' ? new Unknown('the topic is not in the template') : sameness;
}
