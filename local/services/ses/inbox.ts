import { randomUUID } from 'node:crypto';
import { createMessageId, type InboxEmail, type OutgoingEmail } from './email.ts';
import type { Emulator } from './emulator.ts';
import { decodeWords } from './encoded-words.ts';
import type { InboxJournal } from './inbox-journal.ts';
import { type RawDetails, withDetails } from './raw-details.ts';

/** The emulator draws its message ids from 900 million, of which 10,000 emails repeat one in 5 cases of 100. */
const EMULATOR_MESSAGE_ID = /\bses-\d{9,10}\b/g;

/** What is new in an inbox since it was looked into last. */
export interface InboxNews {
  /** Asks for what comes after this. */
  readonly cursor: string;
  /** Whether these are all emails there are, because those of before are gone, or the cursor is another inbox's. */
  readonly isWhole: boolean;
  /** Oldest first. */
  readonly emails: readonly InboxEmail[];
}

type EmulatorsPart = Pick<Emulator, 'kept' | 'clear'>;

/** The emails that were accepted, in their order, kept in a file where there is one. */
export class Inbox {
  readonly #emulator: EmulatorsPart;
  readonly #journal: InboxJournal | undefined;
  #emails: InboxEmail[];
  /** A name for the emails since the inbox was empty last. Their times do not do: a clock may go back. */
  #era = randomUUID();

  /** @param emulator what its own emails are taken out of. */
  constructor(emulator: EmulatorsPart, journal: InboxJournal | undefined) {
    this.#emulator = emulator;
    this.#journal = journal;
    this.#emails = [...(journal?.emails ?? [])];
  }

  /** All emails, oldest first. */
  get emails(): readonly InboxEmail[] {
    return this.#emails;
  }

  /** The templates that the emulator keeps, by name. */
  get templates(): ReadonlyMap<string, unknown> {
    return this.#emulator.kept.templates;
  }

  /** Puts an email into the inbox, under a message id. */
  accept(outgoing: OutgoingEmail): InboxEmail {
    return this.#add(asShown(outgoing));
  }

  /**
   * Takes over the emails that the emulator has composed: each gets a message id that is unique.
   *
   * @param answer the emulator's answer, which names them.
   * @param details what the emulator left out of a raw message.
   * @returns the answer with the new message ids, and the emails.
   */
  adopt(answer: string, details?: RawDetails): { answer: string; emails: InboxEmail[] } {
    const { emails } = this.#emulator.kept;
    const adopted: InboxEmail[] = [];
    const renamed = answer.replace(EMULATOR_MESSAGE_ID, (emulatorId) => {
      const index = emails.findLastIndex(({ messageId }) => messageId === emulatorId);
      const [email] = index < 0 ? [] : emails.splice(index, 1);
      if (!email) return emulatorId;
      const added = this.#add(details ? withDetails(email, details) : email);
      adopted.push(added);
      return added.messageId;
    });
    return { answer: renamed, emails: adopted };
  }

  find(messageId: string): InboxEmail | undefined {
    return this.#emails.find((email) => email.messageId === messageId);
  }

  /**
   * What has come after a cursor. Laws: who follows the cursors has every email once, in order; what was cleared, or kept
   * by a process that has ended, is told of by `isWhole`.
   */
  newsAfter(cursor: string): InboxNews {
    const [era, seen] = cursor.split('.');
    const isWhole = era !== this.#era || !/^\d+$/.test(seen ?? '');
    return {
      cursor: `${this.#era}.${this.#emails.length}`,
      isWhole,
      emails: this.#emails.slice(isWhole ? 0 : Number(seen)),
    };
  }

  /** Forgets one email; says whether there was one. */
  remove(messageId: string): boolean {
    const others = this.#emails.filter((email) => email.messageId !== messageId);
    const isGone = others.length < this.#emails.length;
    if (isGone) {
      this.#journal?.rewrite(others);
      this.#emails = others;
      // Cursors count emails.
      this.#era = randomUUID();
    }
    return isGone;
  }

  /** Forgets all emails, and the emulator its templates. */
  clear(): void {
    this.#journal?.clear();
    this.#emulator.clear();
    this.#emails = [];
    this.#era = randomUUID();
  }

  #add(accepted: OutgoingEmail): InboxEmail {
    const email = { ...accepted, messageId: createMessageId(), at: Date.now() / 1000 };
    this.#journal?.append(email);
    this.#emails.push(email);
    return email;
  }
}

/** As a mail program shows it, which does not show encoded-words. */
function asShown(email: OutgoingEmail): OutgoingEmail {
  const { to, cc, bcc } = email.destination;
  return {
    ...email,
    from: decodeWords(email.from),
    replyTo: email.replyTo.map(decodeWords),
    destination: { to: to.map(decodeWords), cc: cc.map(decodeWords), bcc: bcc.map(decodeWords) },
  };
}
