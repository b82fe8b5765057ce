import { type DeadLetter, domainsOf, errorOf } from './dead-letter.ts';
import type { DeadLetterFilter } from './filter.ts';

/** The names that dead letters have of what a filter goes by, so that one which nothing has can be told from a slip. */
export class SeenNames {
  readonly errors = new Set<string>();
  readonly domains = new Set<string>();
  readonly #filter: DeadLetterFilter;

  constructor(filter: DeadLetterFilter) {
    this.#filter = filter;
  }

  add(letter: DeadLetter): void {
    if (this.#filter.errors !== undefined) this.errors.add(errorOf(letter));
    if (this.#filter.recipientDomain === undefined) return;
    for (const domain of domainsOf(letter)) this.domains.add(domain);
  }
}
