import type { InboxEmail } from '../../../../local/ses/email.ts';
import type { EmulatorStore } from '../../../../local/ses/emulator.ts';

/** What the emulator keeps, and how it puts an email there itself. */
export function anEmulatorStore(): { store: EmulatorStore; compose: (email: InboxEmail) => void } {
  const emails: InboxEmail[] = [];
  const clearStore = () => {
    emails.length = 0;
  };
  return {
    store: { getStoreReadonly: () => ({ emails, templates: new Map() }), clearStore },
    compose: (email) => void emails.push(email),
  };
}
