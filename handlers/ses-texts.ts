/** What SES v1 tells apart in no other way than by the text of its message. */
export type SesText = 'daily quota' | 'sender not verified' | 'recipient not verified' | 'account suspended';

interface TextRule {
  /** The error names that come with the text. */
  readonly names: readonly string[];
  readonly text: RegExp;
  readonly means: (match: RegExpExecArray, sender: string) => SesText;
}

const THROTTLING = ['Throttling', 'ThrottlingException'];

/**
 * The texts, as SES was seen to answer them:
 * - `Throttling`: "Daily message quota exceeded." beside "Maximum sending rate exceeded."
 *   https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 * - `MessageRejected`: "Email address is not verified. The following identities failed the check in region US-WEST-2:
 *   Sendportal <sender@example.com>, ada@example.com", cut short by an ellipsis where SES cannot name all of them
 *   https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 * - `MessageRejected`: "Sending suspended for this account. For more information, please check the inbox of the email
 *   address associated with your AWS account.", also "Sending paused for this account. …"
 *   https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html
 */
const RULES: readonly TextRule[] = [
  { names: THROTTLING, text: /^Daily message quota exceeded/i, means: () => 'daily quota' },
  {
    names: ['MessageRejected'],
    text: /^Email address is not verified\.?(?: The following identities failed the check in region [\w-]+: (.*))?/is,
    means: ([, identities], sender) => whoseIdentity(identities, sender),
  },
  {
    names: ['MessageRejected'],
    text: /^Sending (?:suspended|paused|is disabled) for this account/i,
    means: () => 'account suspended',
  },
];

/** What the text of an error says beyond its name; `undefined` where it says no more. */
export function textOf(name: string, message: string, sender: string): SesText | undefined {
  for (const { names, text, means } of RULES) {
    const match = names.includes(name) ? text.exec(message) : null;
    if (match) return means(match, sender);
  }
  return undefined;
}

/** In the sandbox SES wants the recipient verified too. Where it does not name all, the sender may be among them. */
function whoseIdentity(identities: string | undefined, sender: string): SesText {
  if (identities === undefined || /(?:\.\.\.|…)\s*$/.test(identities)) return 'sender not verified';
  const named = identities.toLowerCase();
  const address = sender.toLowerCase();
  const addresses = named.split(/[\s,<>"]+/);
  return addresses.includes(address) ? 'sender not verified' : 'recipient not verified';
}
