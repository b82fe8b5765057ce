import { stripVTControlCharacters } from 'node:util';
import { parseEmailAddress } from '../../contract/email-address.ts';
import { maskAddresses } from '../terminal/mask.ts';

/** What of dead letters is shown to the one who looks. */
export interface Privacy {
  /** Any text of a dead letter. */
  text(text: string): string;
  /** Who it is addressed to. */
  recipient(recipient: string): string;
}

const SHOWN: Privacy = { text: (text) => text, recipient: (recipient) => recipient };

const MASKED: Privacy = {
  // Without the escape sequences first: one within an address would hide it from the mask, and not from a reader.
  text: (text) => maskAddresses(stripVTControlCharacters(text)),
  // The name before an address tells the person too.
  recipient: (recipient) => MASKED.text(parseEmailAddress(recipient)?.address ?? recipient),
};

/** Addresses as they are, or masked. */
export function privacyFor({ showRecipients = false }: { showRecipients?: boolean }): Privacy {
  return showRecipients ? SHOWN : MASKED;
}
