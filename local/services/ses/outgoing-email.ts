import { addressFault } from './address-fault.ts';
import { countRecipients, type OutgoingEmail, recipientsOf } from './email.ts';
import { SesError } from './ses-error.ts';

/** @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_RECIPIENTS = 50;
const MAX_RAW_BYTES = 10_485_760;

/** A header field ends at a line break, and no part of an email may hold the other control characters but the tab. */
const NOT_IN_SUBJECT = /[^\P{Cc}\t\u0080-\u009F]/u;
const NOT_IN_BODY = /[^\P{Cc}\t\r\n\u0080-\u009F]/u;

/**
 * Gives back an email that SES would accept: at least one recipient, 50 at the most, every address well-formed, no control
 * characters. An empty subject or body is accepted.
 *
 * @throws SesError in SES's words where it would refuse.
 */
export function accepted(email: OutgoingEmail): OutgoingEmail {
  requireAddresses(email);
  const { text = '', html = '' } = email.body;
  if (NOT_IN_SUBJECT.test(email.subject) || NOT_IN_BODY.test(text) || NOT_IN_BODY.test(html)) {
    throw invalid('Illegal content.');
  }
  return email;
}

/** @throws SesError where SES would refuse who an email is from, or goes to. */
export function requireAddresses({
  from,
  replyTo,
  destination,
}: Pick<OutgoingEmail, 'from' | 'replyTo' | 'destination'>): void {
  const recipients = countRecipients(destination);
  if (recipients === 0) throw invalid('The message must include at least one recipient.');
  refuseTooMany(recipients);
  for (const address of [from, ...replyTo, ...recipientsOf(destination)]) {
    const fault = addressFault(address);
    if (fault !== undefined) throw invalid(fault);
  }
}

/** @throws SesError where an email has more recipients than SES takes. */
export function refuseTooMany(recipients: number): void {
  if (recipients > MAX_RECIPIENTS) throw invalid(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
}

/** @throws SesError where a message in MIME is larger than v1 takes. */
export function refuseTooLong(bytes: number): void {
  if (bytes > MAX_RAW_BYTES)
    throw invalid(`Message length is more than the allowed ${MAX_RAW_BYTES} bytes: '${bytes}'.`);
}

function invalid(message: string): SesError {
  return SesError.refused('InvalidParameterValue', message);
}
