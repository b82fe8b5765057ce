import { parseEmailAddress } from '../../contract/email-address.ts';
import { maskAddresses } from '../terminal/mask.ts';
import { withoutEscapes } from '../terminal/plain.ts';

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
  // The name before an address tells the person too.
  recipient: (recipient) => MASKED.text(parseEmailAddress(recipient)?.address ?? recipient),
  payload: (payload) => MASKED.text(withoutPersons(payload)),
};

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
    const bare = JSON.parse(payload, (_, value) =>
      typeof value === 'string' ? MASKED.recipient(value) : value,
    );
    const masked = MASKED.text(JSON.stringify(bare));
    return masked === whole ? payload : masked;
  } catch {
    return payload;
  }
}
