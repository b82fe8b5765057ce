import { own } from '../../../../template/json.ts';

/** What messages of the structure `json` say to each protocol, while they are being published. */
export class StructuredMessages {
  /** By the text for queues, under which they are published. */
  readonly #entries = new Map<string, Readonly<Record<string, unknown>>>();

  /** @returns the text for queues. */
  add(entries: Readonly<Record<string, unknown>>): string {
    const text = textIn(entries, 'sqs');
    this.#entries.set(text, entries);
    return text;
  }

  remove(text: string): void {
    this.#entries.delete(text);
  }

  /** What the message with that text for queues says to a protocol; `undefined` where it says the same to all. */
  textFor(text: string, protocol: string): string | undefined {
    const entries = this.#entries.get(text);
    return entries && textIn(entries, protocol);
  }
}

function textIn(entries: Readonly<Record<string, unknown>>, protocol: string): string {
  const text = own(entries, protocol);
  return typeof text === 'string' ? text : String(own(entries, 'default'));
}
