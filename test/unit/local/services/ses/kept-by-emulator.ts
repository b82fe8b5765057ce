import type { InboxEmail } from '../../../../../local/services/ses/email.ts';
import type { Emulator } from '../../../../../local/services/ses/emulator.ts';

/** What the emulator keeps, and how it puts an email there itself. */
export function keptByEmulator(): {
  emulator: Pick<Emulator, 'kept' | 'clear'>;
  compose: (email: InboxEmail) => void;
} {
  const emails: InboxEmail[] = [];
  const clear = () => {
    emails.length = 0;
  };
  return {
    emulator: { kept: { emails, templates: new Map() }, clear },
    compose: (email) => void emails.push(email),
  };
}
