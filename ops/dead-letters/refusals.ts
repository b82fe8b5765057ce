/** What SQS refused of what was sent, counted by SQS's codes. */
export class Refusals {
  readonly #counts = new Map<string, number>();

  add(refused: readonly { readonly code: string }[]): void {
    for (const { code } of refused) this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** How many by code. */
  get byCode(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
