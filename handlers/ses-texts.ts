import { MAX_SAID_CHARACTERS } from '../contract/evidence.ts';
/** What SES v1 tells apart in no other way than by the text of its message. */
export type SesText =
  | 'daily quota'
  | 'sender not verified'
  | 'recipient not verified'
  | 'account suspended'
  | 'configuration set paused'
  | 'address refused'
  | 'content refused';

interface TextRule {
  /** The error names that come with the text. */
  readonly names: readonly string[];
  /** Each is looked for in the message without its addresses, unless the rule says otherwise. */
  readonly text: RegExp;
  readonly means: SesText | ((match: RegExpExecArray, sender: string) => SesText);
  /** Whether the message is read with its addresses. */
  readonly withAddresses?: true;
}

/** SES's own texts are shorter, but for what they quote. */
const MAX_LENGTH = 1_000;

const THROTTLING = ['Throttling', 'ThrottlingException'];

/** The names under which SES refuses a send for good, whoever is at fault. */
const REFUSALS = [
  'MessageRejected',
  'InvalidParameterValue',
  'InvalidParameterCombination',
  'ValidationError',
];

/**
 * The texts, as SES was seen to answer them, the first that fits. Those of the account and of the sender are wide: a
 * pause that is taken for a fault of the notification would drop every email at the send rate.
 * - `Throttling`: "Daily message quota exceeded." beside "Maximum sending rate exceeded."
 *   https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 * - `MessageRejected`: "Email address is not verified. The following identities failed the check in region US-WEST-2:
 *   Sendportal <sender@example.com>, ada@example.com", cut short by an ellipsis where SES cannot name all of them;
 *   "Account is paused"
 *   https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 * - `MessageRejected`: "Sending suspended for this account. For more information, please check the inbox of the email
 *   address associated with your AWS account.", also "Sending paused for this account. …"
 *   https://github.com/GoodDollar/GoodServer/issues/419
 * - `InvalidParameterValue`: "Missing final '@domain'", "Domain contains control or whitespace", "Local address contains
 *   illegal character", "Illegal address": the grammar of an address, which the sender's is held to before it gets here.
 *   Not "Address length is more than 320 bytes long", which may be of the sender too.
 *   https://github.com/openstax/accounts/issues/253 https://github.com/hcengineering/platform/issues/7864
 *   https://github.com/brave/accounts/issues/35 https://github.com/arithmetric/aws-lambda-ses-forwarder/issues/103
 * - `MessageRejected`: "Address blacklisted." of old, of a recipient
 *   https://github.com/emencia/emencia-django-newsletter/issues/61
 * - `InvalidParameterValue`: "Illegal content.", "Duplicate header 'Content-Type'."
 *   https://github.com/drewblas/aws-ses/issues/51 https://github.com/xreef/EMailSender/issues/49
 */
const RULES: readonly TextRule[] = [
  { names: THROTTLING, text: /^Daily \w+ quota exceeded/i, means: 'daily quota' },
  {
    names: REFUSALS,
    text: /^Email address (?:is )?not verified\.?(?: The following identities failed the check in region [\w-]+: (.*))?/is,
    means: ([, identities], sender) => whoseIdentity(identities, sender),
    withAddresses: true,
  },
  {
    names: REFUSALS,
    text: /\bconfiguration set\b.*\b(?:paused|suspended|disabled)\b|\b(?:paused|suspended|disabled)\b.*\bconfiguration set\b/is,
    means: 'configuration set paused',
  },
  {
    names: REFUSALS,
    text: /\baccount\b.*\b(?:paused?|suspen\w+|disabled|blocked|shut ?down|under review|closed|terminated)\b|\b(?:paused?|suspen\w+|disabled|blocked|shut ?down)\b.*\baccount\b|^sending (?:is |has been )?(?:paused|suspended|disabled)\b/is,
    means: 'account suspended',
  },
  {
    names: ['InvalidParameterValue'],
    text: /^(?:(?:local address|domain) (?:contains|starts|ends)\b|missing (?:final '@domain'|domain|local name|'[<>)"]')|illegal (?:address|route-addr|semicolon|whitespace)\b)/i,
    means: 'address refused',
  },
  {
    names: REFUSALS,
    text: /^address (?:is )?(?:blacklisted|on the suppression list)/i,
    means: 'address refused',
  },
  {
    names: REFUSALS,
    text: /^(?:illegal (?:content|filename)\b|duplicate header\b|message length is more than\b)/i,
    means: 'content refused',
  },
];

/** What the text of an error says beyond its name; `undefined` where it says no more. */
export function textOf(name: string, message: string, sender: string): SesText | undefined {
  const bare = withoutAddresses(message);
  for (const { names, text, means, withAddresses } of RULES) {
    const match = names.includes(name) ? text.exec(withAddresses ? message : bare) : null;
    if (match) return typeof means === 'string' ? means : means(match, sender);
  }
  return undefined;
}

/**
 * What a refusal in words that no rule knows has in common with the same refusal of another notification: its name and
 * its text, without what is quoted, addresses, and whatever has a digit. `undefined` for anything but a refusal.
 */
export function wordsOfRefusal(name: string, message: string): string | undefined {
  if (!REFUSALS.includes(name)) return undefined;
  const words = withoutAddresses(message).split(/\s+/);
  return [name, ...words.filter((word) => !/\d/.test(word))].join(' ').toLowerCase();
}

/** What SES said in a refusal, for people: without what {@link withoutAddresses} cuts, and not longer than evidence takes. */
export function saidInRefusal(name: string, message: string): string | undefined {
  const words = REFUSALS.includes(name) ? withoutAddresses(message).replace(/\s+/g, ' ') : '';
  if (words === '') return undefined;
  return words.length <= MAX_SAID_CHARACTERS
    ? words
    : `${words.slice(0, MAX_SAID_CHARACTERS - 1).toWellFormed()}…`;
}

/** In the sandbox SES wants the recipient verified too. Where it does not name all, the sender may be among them. */
function whoseIdentity(identities: string | undefined, sender: string): SesText {
  if (identities === undefined || /(?:\.\.\.|…)\s*$/.test(identities)) return 'sender not verified';
  const named = identities.toLowerCase();
  const address = sender.toLowerCase();
  const addresses = named.split(/[\s,<>"]+/);
  return addresses.includes(address) ? 'sender not verified' : 'recipient not verified';
}

/** Whatever SES may quote of an email: what stands in double quotes, and addresses with their display names. */
function withoutAddresses(message: string): string {
  return message
    .slice(0, MAX_LENGTH)
    .replace(/"[^"]*"/g, ' ')
    .replace(/[^:,;.<>]*<[^<>]*@[^<>]*>/g, ' ')
    .replace(/[^\s,;<>()]*[^\s,;<>()']@[^\s,;<>()]+/g, ' ')
    .trim();
}
