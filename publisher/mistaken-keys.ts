import { isNothing } from '../contract/is-nothing.ts';
import { NOTIFICATION_FIELDS } from '../contract/notification.ts';
import type { QuotedIssue } from '../contract/schema-issue.ts';

const BY_SOURCE_ADDRESS = "since every email comes from the pipeline's sourceAddress";
const AS_RECIPIENT = 'but recipient';
const AS_BODY = 'but body';
const AS_HTML = 'but html';
const AS_REPLY_TO = 'but replyTo';

/** What other libraries call what an email has, in lower case without `_` and `-`, and what to give here instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  to: AS_RECIPIENT,
  toaddress: AS_RECIPIENT,
  toaddresses: AS_RECIPIENT,
  recipients: AS_RECIPIENT,
  ccaddress: 'but cc',
  ccaddresses: 'but cc',
  bccaddress: 'but bcc',
  bccaddresses: 'but bcc',
  from: BY_SOURCE_ADDRESS,
  fromaddress: BY_SOURCE_ADDRESS,
  fromemailaddress: BY_SOURCE_ADDRESS,
  sender: BY_SOURCE_ADDRESS,
  attachment: 'but attachments',
  files: 'but attachments',
  customheaders: 'but headers',
  listunsubscribe: 'but unsubscribe',
  text: AS_BODY,
  textbody: AS_BODY,
  bodytext: AS_BODY,
  htmlbody: AS_HTML,
  bodyhtml: AS_HTML,
  replytoaddress: AS_REPLY_TO,
  replytoaddresses: AS_REPLY_TO,
};

/**
 * Tells of keys that look like fields of a notification and are none: what they hold would be dropped, and the email sent
 * without it. Keys of other things are ignored, and so is one that holds nothing.
 */
export function mistakenKeys(input: unknown): QuotedIssue[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input)
    .filter(([, value]) => !isNothing(value))
    .flatMap(([key]) => mistake(key));
}

function mistake(key: string): QuotedIssue[] {
  if (NOTIFICATION_FIELDS.includes(key)) return [];
  const plain = key.toLowerCase().replace(/[_-]/g, '');
  const field = NOTIFICATION_FIELDS.find((each) => each.toLowerCase() === plain);
  const instead = field === undefined ? elsewhere(plain) : `but ${field}`;
  if (instead === undefined) return [];
  const expected = `no such field, ${instead}`;
  return [{ field: key, expected, text: `${key}: expected ${expected}` }];
}

function elsewhere(plain: string): string | undefined {
  return Object.hasOwn(ELSEWHERE, plain) ? ELSEWHERE[plain] : undefined;
}
