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
  payload: (payload) => MASKED.text(withoutNames(payload)),
};

/** The keys of a notification that hold an address, before which a name may stand. */
const ADDRESS_KEYS = ['recipient', 'replyTo'];

/** Addresses as they are, or masked. */
export function privacyFor({ showRecipients = false }: { showRecipients?: boolean }): Privacy {
  return showRecipients ? WHOLE : MASKED;
}

/** Written anew only where there is a name to leave out. */
function withoutNames(payload: string): string {
  const notification = objectIn(payload);
  if (!notification) return payload;
  const bare = ADDRESS_KEYS.flatMap((key) => {
    const parsed = typeof notification[key] === 'string' ? parseEmailAddress(notification[key]) : undefined;
    return parsed?.displayName === undefined ? [] : [[key, parsed.address] as const];
  });
  return bare.length === 0 ? payload : JSON.stringify({ ...notification, ...Object.fromEntries(bare) });
}

function objectIn(payload: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
