import { parseEmailAddress } from '../../contract/email-address.ts';
import { maskAddresses } from '../mask.ts';
import { withoutEscapes } from '../plain.ts';

/** What of dead letters is shown to the one who looks. */
export interface Privacy {
  /** Any text of a dead letter. */
  text(text: string): string;
  /** Who it is addressed to. */
  recipient(recipient: string): string;
  /** What was published. */
  payload(payload: string): string;
}

const WHOLE: Privacy = {
  text: (text) => text,
  recipient: (recipient) => recipient,
  payload: (payload) => payload,
};

const MASKED: Privacy = {
  // Without the escape sequences first: one within an address would hide it from the mask, and not from a reader.
  text: (text) => maskAddresses(withoutEscapes(text)),
  recipient: (recipient) =>
    addressOnly(recipient) ??
    recipient
      .split(/([,;]\s*)/)
      .map(maskPerson)
      .join(''),
  payload: (payload) => MASKED.text(withoutPersons(payload)),
};

/** The keys of a payload that name a person, those that publishers take for fields included. */
const PERSON = /^(?:recipients?|reply[-_]?to|to|cc|bcc|e?-?mail)$/i;

/** Of an address the name before it is left out, since it tells the person too. */
function addressOnly(text: string): string | undefined {
  const address = parseEmailAddress(text)?.address;
  return address === undefined ? undefined : MASKED.text(address);
}

/** Of what is no address nobody can say which part is the person: its first character stays, and a domain. */
function maskPerson(text: string, index: number): string {
  // What stands between two of a list.
  if (index % 2 === 1) return text;
  const plain = withoutEscapes(text).trim();
  const address = addressOnly(plain);
  if (address !== undefined) return address;
  const [first] = plain.replace(/^["'<\s]+/, '');
  const domain = /@([A-Za-z0-9.-]+)[^@]*$/.exec(plain)?.[0].replace(/[^A-Za-z0-9.@-].*$/s, '');
  return first === undefined ? plain : `${first}***${domain ?? ''}`;
}

/** Addresses as they are, or masked. */
export function privacyFor({ showRecipients = false }: { showRecipients?: boolean }): Privacy {
  return showRecipients ? WHOLE : MASKED;
}

/**
 * Written anew only where there is something to leave out: JSON may spell an address so that only its reader sees one, as
 * in `ada\u0040example.com`.
 */
function withoutPersons(payload: string): string {
  try {
    const whole = JSON.stringify(JSON.parse(payload));
    const bare = JSON.parse(payload, (key, value) => {
      if (typeof value === 'string') {
        return PERSON.test(key) ? MASKED.recipient(value) : (addressOnly(value) ?? value);
      }
      return PERSON.test(key) ? withoutTexts(value) : value;
    });
    const masked = MASKED.text(JSON.stringify(bare));
    return masked === whole ? payload : masked;
  } catch {
    return payload;
  }
}

/** What is no text where a person is to be named may hold one, such as a list, or `{ "name": …, "email": … }`. */
function withoutTexts(value: unknown): unknown {
  if (typeof value === 'string') return MASKED.recipient(value);
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutTexts(each)]));
}
