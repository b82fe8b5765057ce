import { isOfRefusedKind } from '../../../contract/attachments.ts';
import { rawHeaders } from './raw-recipients.ts';
import { SesError } from './ses-error.ts';

/**
 * Headers of which an email has one at most.
 * @see https://www.rfc-editor.org/rfc/rfc5322#section-3.6
 * @see https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 */
const ONCE = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'subject',
  'date',
  'message-id',
  'return-path',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]);

const FILE_NAME = /\b(?:file)?name=\s*(?:"((?:[^"\\\r\n]|\\.)*)"|([^\s;"]+))/gi;

/**
 * What SES takes of headers of one's own.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html
 */
const MAX_HEADERS = 15;
const HEADER_NAME = /^[!-9;-~]{1,126}$/;
const HEADER_VALUE = /^[ -~]{1,870}$/;

/** @throws SesError where a message in MIME has a header twice, or a file of a kind that SES does not take. */
export function refuseMessage(message: string): void {
  const names = rawHeaders(message).map(({ name }) => name);
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.find(
    (_, index) => ONCE.has(`${lower[index]}`) && lower.indexOf(`${lower[index]}`) < index,
  );
  if (twice !== undefined) throw invalid(`Duplicate header '${twice}'.`);
  refuseFiles([...message.matchAll(FILE_NAME)].map(([, quoted, plain]) => quoted ?? plain ?? ''));
}

/**
 * @throws SesError where an attachment is of a kind that SES does not take.
 * @see https://docs.aws.amazon.com/ses/latest/dg/mime-types.html
 */
export function refuseFiles(names: readonly string[]): void {
  const refused = names.find(isOfRefusedKind);
  if (refused !== undefined) throw invalid(`Illegal filename '${refused}'.`);
}

/** @throws SesError where headers are more, longer or of other characters than SES takes. */
export function refuseHeaders(headers: readonly { readonly Name: string; readonly Value: string }[]): void {
  const constraint = (place: string, what: string) =>
    invalid(
      `1 validation error detected: Value at 'content.simple.headers${place}' failed to satisfy constraint: ${what}`,
    );
  if (headers.length > MAX_HEADERS) {
    throw constraint('', `Member must have length less than or equal to ${MAX_HEADERS}`);
  }
  headers.forEach(({ Name, Value }, index) => {
    const place = `.${index + 1}.member`;
    if (!HEADER_NAME.test(Name)) {
      throw constraint(`${place}.name`, 'Member must satisfy regular expression pattern: ^[!-9;-@A-~]+$');
    }
    if (!HEADER_VALUE.test(Value)) {
      throw constraint(`${place}.value`, 'Member must satisfy regular expression pattern: [ -~]*');
    }
  });
}

function invalid(message: string): SesError {
  return SesError.refused('InvalidParameterValue', message);
}
