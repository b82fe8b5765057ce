import { Pacer } from './pacer.ts';
import type { SendQuota } from './send-quota.ts';
import type { SharedSlots } from './shared-slots.ts';

/** What is left free of the send rate: pacing at exactly the quota still throttles. */
const HEAD_ROOM = 0.01;

/** Below this many emails a second SES's bucket holds too little to hide that two workers send in step. */
const SHARED_BELOW = 4;

/** There one slot must not come a few milliseconds early. */
const SHARED_HEAD_ROOM = 0.02;

/** What the pace needs from outside. */
export interface PaceDeps {
  readonly quota: Pick<SendQuota, 'sendRate'>;
  /** The workers that share the send rate. */
  readonly workers: number;
  /** Where slow workers reserve their slots; `undefined` where there is no table. */
  readonly sharedSlots: Pick<SharedSlots, 'reserve'> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 (included) to 1 (not included). */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** Lets a worker's sends pass one after another, each at its slot. */
export class Pace {
  readonly #deps: PaceDeps;
  readonly #pacer: Pacer;
  /** Reserved slots that are not used yet, in milliseconds since the epoch. */
  #reserved: number[] = [];
  #line: Promise<unknown> = Promise.resolve();

  constructor(deps: PaceDeps) {
    this.#deps = deps;
    this.#pacer = new Pacer(this.#share(), deps.now());
  }

  /** Emails a second that the worker allows itself at present. */
  get sendsPerSecond(): number {
    return this.#pacer.paceAt(this.#deps.now());
  }

  /** Prepares for a batch: follows the send rate, and reserves slots where workers share them. */
  async begin(sends: number): Promise<void> {
    const { sharedSlots, now, workers } = this.#deps;
    this.#pacer.setShare(this.#share());
    this.#reserved = this.#reserved.filter((slot) => slot >= now());
    if (!sharedSlots || !this.#isShared()) return;
    const missing = sends - this.#reserved.length;
    if (missing <= 0) return;
    const intervalMilliseconds = 1000 / (this.sendsPerSecond * workers);
    // Without the table the worker paces itself; what needs the table fails by itself and is retried.
    const reserved = await sharedSlots.reserve(missing, intervalMilliseconds).catch(() => []);
    this.#reserved.push(...reserved);
  }

  /**
   * Waits for the next slot.
   *
   * @param latest the last moment at which a send may still begin, in milliseconds since the epoch.
   * @returns whether the slot has come; `false` at once where it would come too late.
   */
  pass(latest: number): Promise<boolean> {
    const passed = this.#line.then(() => this.#pass(latest));
    this.#line = passed;
    return passed;
  }

  /** SES throttled the last send. */
  throttled(): void {
    this.#pacer.throttled(this.#deps.now(), this.#deps.random());
  }

  async #pass(latest: number): Promise<boolean> {
    const { now, sleep } = this.#deps;
    const slot = this.#take(latest);
    if (slot === undefined) return false;
    const wait = slot - now();
    // A timer drops the fraction of a millisecond, and a slot must not come early.
    if (wait > 0) await sleep(Math.ceil(wait));
    return true;
  }

  #take(latest: number): number | undefined {
    const [reserved] = this.#reserved;
    if (reserved === undefined) return this.#pacer.take(this.#deps.now(), latest);
    if (reserved > latest) return undefined;
    return this.#reserved.shift();
  }

  #isShared(): boolean {
    return this.#deps.quota.sendRate < SHARED_BELOW;
  }

  #share(): number {
    const { quota, workers } = this.#deps;
    return (quota.sendRate * (1 - (this.#isShared() ? SHARED_HEAD_ROOM : HEAD_ROOM))) / workers;
  }
}
