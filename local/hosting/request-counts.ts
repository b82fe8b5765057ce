import type { RequestsByAction } from './thread-contract.ts';

/** Counts the requests to a service by their action. */
export class RequestCounts {
  readonly #byAction = new Map<string, number>();

  add(action: string): void {
    this.#byAction.set(action, (this.#byAction.get(action) ?? 0) + 1);
  }

  get byAction(): RequestsByAction {
    return Object.fromEntries(this.#byAction);
  }
}
