import { OwnSlots } from './own-slots.ts';
import type { SendQuota } from './send-quota.ts';
import type { SharedSlots } from './shared-slots.ts';

/** What is left free of the send rate: pacing at exactly the quota still throttles. */
const HEAD_ROOM = 0.01;

/** Below this many emails a second SES's bucket holds too little to hide that two workers send in step. */
const SHARED_BELOW = 4;
const SHARED_HEAD_ROOM = 0.02;

/** Below this many it holds one, and a send that leaves a little early, or the one before late, finds it empty. */
const STRICT_BELOW = 2;
const STRICT_MARGIN_MILLISECONDS = 25;

/** How far away the next slot is where nobody has looked. */
const SOON_MILLISECONDS = 1;

/** What the pace needs from outside. */
export interface PaceDeps {
  readonly quota: Pick<SendQuota, 'sendRate'>;
  /** The workers that share the send rate. */
  readonly workers: number;
  /** Notifications a second of all workers at most that pass without asking SES. */
  readonly unaskedPerSecond: number;
  /** Where slow workers reserve their slots; `undefined` where there is no table. */
  readonly sharedSlots: Pick<SharedSlots, 'reserve'> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 (included) to 1 (not included). */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** Lets a worker's sends pass one after another, each at its slot, of which an email takes one for each recipient. */
export class Pace {
  readonly #deps: PaceDeps;
  readonly #ownSlots: OwnSlots;
  readonly #unaskedSlots: OwnSlots;
  #line: Promise<unknown> = Promise.resolve();
  #unaskedLine: Promise<unknown> = Promise.resolve();

  constructor(deps: PaceDeps) {
    this.#deps = deps;
    this.#ownSlots = new OwnSlots(this.#share(), deps.now());
    this.#unaskedSlots = new OwnSlots(deps.unaskedPerSecond / deps.workers, deps.now());
  }

  /** Recipients a second that the worker allows itself at present. */
  get sendsPerSecond(): number {
    return this.#ownSlots.paceAt(this.#deps.now());
  }

  /** Follows the send rate, which may have changed. */
  followSendRate(): void {
    this.#ownSlots.setShare(this.#share());
  }

  /**
   * Waits for the next slot.
   *
   * @param latest the last moment at which a send may still begin, in milliseconds since the epoch.
   * @param recipients what SES counts the email as.
   * @returns 0 once the slot has come; without waiting, the milliseconds to the next one where that comes too late.
   */
  pass(latest: number, recipients = 1): Promise<number> {
    const passed = this.#line.then(() => this.#pass(latest, () => this.#take(latest, recipients)));
    this.#line = passed;
    return passed;
  }

  /**
   * Waits for the next slot of what SES is not asked for: so slowly that a queue full of them can be hidden for long,
   * without more being in flight than SQS keeps.
   *
   * @returns as {@link pass}.
   */
  passUnasked(latest: number): Promise<number> {
    const take = () => this.#unaskedSlots.take(this.#deps.now(), latest);
    const passed = this.#unaskedLine.then(() => this.#pass(latest, take));
    this.#unaskedLine = passed;
    return passed;
  }

  /** SES throttled the last send. */
  throttled(): void {
    this.#ownSlots.throttled(this.#deps.now(), this.#deps.random());
  }

  async #pass(latest: number, take: () => Promise<number> | number): Promise<number> {
    const { now, sleep } = this.#deps;
    if (now() > latest) return SOON_MILLISECONDS;
    const slot = await take();
    if (slot > latest) return Math.max(SOON_MILLISECONDS, slot - now());
    const wait = slot - now();
    // A timer drops the fraction of a millisecond, and a slot must not come early; less than one the clock cannot tell.
    if (wait >= 1) await sleep(Math.ceil(wait));
    return 0;
  }

  /** The next slot, of all workers together where they share; for want of the table a worker paces itself. */
  async #take(latest: number, recipients: number): Promise<number> {
    const { sharedSlots, quota, workers, now } = this.#deps;
    if (!sharedSlots || !this.#isShared()) return this.#ownSlots.take(now(), latest, recipients);
    const margin = quota.sendRate < STRICT_BELOW ? STRICT_MARGIN_MILLISECONDS : 0;
    const intervalMilliseconds = (recipients * 1000) / (this.sendsPerSecond * workers) + margin;
    try {
      return await sharedSlots.reserve(intervalMilliseconds, latest);
    } catch {
      return this.#ownSlots.take(now(), latest, recipients);
    }
  }

  #isShared(): boolean {
    return this.#deps.quota.sendRate < SHARED_BELOW;
  }

  #share(): number {
    const { quota, workers } = this.#deps;
    return (quota.sendRate * (1 - (this.#isShared() ? SHARED_HEAD_ROOM : HEAD_ROOM))) / workers;
  }
}
