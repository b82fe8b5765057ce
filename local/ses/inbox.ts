import { createMessageId, type InboxEmail, type OutgoingEmail } from './email.ts';
import type { EmulatorStore } from './emulator.ts';
import { decodeWords } from './encoded-words.ts';
import type { InboxJournal } from './inbox-journal.ts';

/** The emulator draws its message ids from 900 million, of which 10,000 emails repeat one in 5 cases of 100. */
const EMULATOR_MESSAGE_ID = /\bses-\d{9,10}\b/g;

/** The emails that the emulator shows, kept in a file where there is one. */
export class Inbox {
  readonly #store: EmulatorStore;
  readonly #journal: InboxJournal | undefined;

  constructor(store: EmulatorStore, journal: InboxJournal | undefined) {
    this.#store = store;
    this.#journal = journal;
    for (const email of journal?.emails ?? []) store.saveEmail(email);
  }

  /** All emails, oldest first. */
  get emails(): readonly InboxEmail[] {
    return this.#store.getStoreReadonly().emails;
  }

  /** Puts an email into the inbox and gives its message id. */
  accept(outgoing: OutgoingEmail): string {
    const email = { ...asShown(outgoing), messageId: createMessageId(), at: Date.now() / 1000 };
    this.#journal?.append(email);
    this.#store.saveEmail(email);
    return email.messageId;
  }

  /**
   * Takes over the emails that the emulator itself put into the inbox: each gets a message id that is unique.
   *
   * @param answer the emulator's answer, which names them.
   * @returns the answer with the new message ids.
   */
  adopt(answer: string): string {
    return answer.replace(EMULATOR_MESSAGE_ID, (emulatorId) => {
      const email = this.emails.findLast(({ messageId }) => messageId === emulatorId);
      if (!email) return emulatorId;
      email.messageId = createMessageId();
      email.at = Date.now() / 1000;
      this.#journal?.append(email);
      return email.messageId;
    });
  }

  has(messageId: string): boolean {
    return this.emails.some((email) => email.messageId === messageId);
  }

  /** Forgets all emails, and the emulator its templates. */
  clear(): void {
    this.#journal?.clear();
    this.#store.clearStore();
  }
}

/** As a mail program shows it, which the emulator's page does not. */
function asShown(email: OutgoingEmail): OutgoingEmail {
  const { to, cc, bcc } = email.destination;
  return {
    ...email,
    from: decodeWords(email.from),
    replyTo: email.replyTo.map(decodeWords),
    destination: { to: to.map(decodeWords), cc: cc.map(decodeWords), bcc: bcc.map(decodeWords) },
  };
}
