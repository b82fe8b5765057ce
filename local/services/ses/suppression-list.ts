/** Why an address is on the list. */
export const SUPPRESSION_REASONS = ['BOUNCE', 'COMPLAINT'] as const;

export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** An address that SES does not send to. */
export interface SuppressedDestination {
  /** As it was put there. */
  readonly address: string;
  readonly reason: SuppressionReason;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The email that led to it, and the feedback on that; absent where somebody put it there. */
  readonly cause?: { readonly messageId: string; readonly feedbackId: string } | undefined;
}

/**
 * The account's suppression list. To its API an address is what is written, to a send the case of letters does not matter.
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export class SuppressionList {
  readonly #destinations = new Map<string, SuppressedDestination>();
  /** The addresses by their lower case. */
  readonly #written = new Map<string, Set<string>>();

  /** All of them, in the order in which they came. */
  get all(): readonly SuppressedDestination[] {
    return [...this.#destinations.values()];
  }

  put(destination: SuppressedDestination): void {
    const { address } = destination;
    this.#destinations.set(address, destination);
    const same = this.#written.get(address.toLowerCase()) ?? new Set();
    this.#written.set(address.toLowerCase(), same.add(address));
  }

  get(address: string): SuppressedDestination | undefined {
    return this.#destinations.get(address);
  }

  /** Says whether it was there. */
  delete(address: string): boolean {
    this.#written.get(address.toLowerCase())?.delete(address);
    return this.#destinations.delete(address);
  }

  /** Why SES does not send to an address, of these reasons; `undefined` where it does. */
  reasonAgainst(address: string, reasons: readonly SuppressionReason[]): SuppressionReason | undefined {
    const written = this.#written.get(address.toLowerCase()) ?? [];
    const found = [...written].flatMap((each) => this.#destinations.get(each) ?? []);
    return found.find(({ reason }) => reasons.includes(reason))?.reason;
  }
}
