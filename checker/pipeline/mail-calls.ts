import type { SourceFile } from './code.ts';
import { withoutComments } from './comments.ts';

/** An operation by which SES sends, as the code calls it, and the actions of which one lets it. */
export interface MailCall {
  readonly operation: string;
  readonly allowedBy: readonly string[];
}

/** What a file tells: the calls, or that an SDK of SES is in it in such a way that nobody can tell. */
export type MailCode = readonly MailCall[] | 'bundled';

/**
 * The operations that send, with the actions that let them. SES v2 has one for texts, raw mail and templates, and asks for
 * the permission of what it is given.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  SendEmail: ['ses:SendEmail'],
  SendRawEmail: ['ses:SendRawEmail'],
  SendTemplatedEmail: ['ses:SendTemplatedEmail'],
  SendBulkTemplatedEmail: ['ses:SendBulkTemplatedEmail'],
  SendBulkEmail: ['ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail', 'ses:SendEmail'],
  SendCustomVerificationEmail: ['ses:SendCustomVerificationEmail'],
};
const BY_CONTENT = ['ses:SendEmail', 'ses:SendRawEmail', 'ses:SendTemplatedEmail'];

/** Every action by which SES sends, in both of its APIs. */
export const SEND_ACTIONS: readonly string[] = [...new Set(Object.values(OPERATIONS).flat())];

/** Without such a word nothing is looked for further. */
const ANY_WORD = /send_?(?:raw_?|templated_?|bulk_?|custom_?|verification_?)*e?mail|createTransport/i;

const TYPE_IMPORT = /\bimport\s+type\b[^;'"]*['"][^'"\n]*['"]/g;

/** How the SDKs of JavaScript, Python and Ruby are brought in. */
const IMPORT =
  /(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"`](?:@aws-sdk\/client-ses(v2)?|aws-sdk\/clients\/ses(v2)?)['"`]/gi;
const WHOLE_SDK = /(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"`]aws-sdk['"`]/;
const CLIENT_OF_WHOLE = /\bSES(V2)?\s*\(/;
const BOTO_CLIENT = /\bclient\s*\(\s*(?:service_name\s*=\s*)?['"]ses(v2)?['"]/;
const RUBY_CLIENT = /\bAws::SES(V2)?::Client\b/;

/** What tells that an SDK was put into the file by a bundler. */
const BUNDLED = /SimpleEmailService|client-ses(?:v2)?[/"'`]|\bclass SESv?2?Client\b/i;

/** What of SES the code of a file calls; the import of an SDK decides, and not a word. */
export function mailCallsIn({ name, text }: SourceFile): MailCode | undefined {
  if (!ANY_WORD.test(text)) return undefined;
  const code = withoutComments(text, name).replace(TYPE_IMPORT, ' ');
  if (!ANY_WORD.test(code)) return undefined;
  const versions = versionsIn(code);
  const isBundled = BUNDLED.test(code);
  if (versions.length === 0 && !isBundled) return undefined;
  const isSecond = versions.length === 0 || versions.includes(2);
  const calls = Object.entries(OPERATIONS).flatMap(([operation, allowedBy]) =>
    isCalled(operation, code, versions.length === 0)
      ? { operation, allowedBy: operation === 'SendEmail' && isSecond ? BY_CONTENT : allowedBy }
      : [],
  );
  if (calls.length > 0) return calls;
  if (versions.length > 0 && /\bcreateTransport\s*\(\s*\{\s*(?:["']?SES["']?\s*[:,}])/.test(code)) {
    return [{ operation: 'SendRawEmail', allowedBy: BY_CONTENT }];
  }
  return versions.length === 0 ? 'bundled' : undefined;
}

/** Which APIs of SES the file has an SDK for. */
function versionsIn(code: string): number[] {
  const whole = WHOLE_SDK.test(code) ? CLIENT_OF_WHOLE.exec(code) : null;
  const found = [...code.matchAll(IMPORT), whole, BOTO_CLIENT.exec(code), RUBY_CLIENT.exec(code)];
  return found.flatMap((match) => (match ? (match.slice(1).some((second) => second) ? 2 : 1) : []));
}

/** A command is called by its class, in a bundle too; a method may be one of the code's own by the same name. */
function isCalled(operation: string, code: string, isBundled: boolean): boolean {
  const method = operation.charAt(0).toLowerCase() + operation.slice(1);
  const snake = operation.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  if (![operation, method, snake].some((word) => code.includes(word))) return false;
  const [, name = `${operation}Command`] =
    new RegExp(`\\b${operation}Command\\s*(?:\\bas|:)\\s*([\\w$]+)`).exec(code) ?? [];
  for (const command of [`${operation}Command`, name.replaceAll('$', '\\$')]) {
    if (new RegExp(`\\bnew\\s+(?:[\\w$]+\\.)*${command}\\b`).test(code)) return true;
  }
  if (isBundled) return false;
  return [method, snake].some(
    (called) =>
      new RegExp(`\\.\\s*${called}\\s*\\(`).test(code) &&
      !new RegExp(
        `\\b(?:function|def|async|const|let|var)\\s+${called}\\b|^[ \\t]*${called}\\s*\\([^)]*\\)[^;\\n]*\\{`,
        'm',
      ).test(code),
  );
}
