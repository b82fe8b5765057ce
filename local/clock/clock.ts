/** What time it is in a stack, and whether something in it is at work. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** So many pieces of work begin: invocations, or messages that a poller holds. Time does not jump meanwhile. */
  begin(count?: number): void;
  /** So many of them have ended. */
  end(count?: number): void;
  /** What another thread needs to follow this clock; `undefined` where it is the machine's. */
  readonly memory: ClockMemory | undefined;
}

/** The state of a clock that skips waiting, shared by all threads of its stack. */
export type ClockMemory = SharedArrayBuffer;

/** The machine's own clock. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  begin: () => {},
  end: () => {},
  memory: undefined,
};

/** Before {@link shiftDate} replaces it in this thread. */
const realNow = Date.now;

const OFFSET_BYTES = BigInt64Array.BYTES_PER_ELEMENT;
const AT_WORK = 0;
const EVENTS = 1;

/**
 * A clock that runs as the machine's does, ahead of it by what it has skipped. Every thread makes its own of the same
 * memory.
 */
export class SkippingClock implements Clock {
  readonly memory: ClockMemory;
  /** Milliseconds ahead of the machine's clock. */
  readonly #offset: BigInt64Array;
  readonly #counts: Int32Array;

  /** @param memory another thread's; without it a new clock begins. */
  constructor(memory: ClockMemory = new SharedArrayBuffer(OFFSET_BYTES + 2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#offset = new BigInt64Array(memory, 0, 1);
    this.#counts = new Int32Array(memory, OFFSET_BYTES, 2);
  }

  now(): number {
    return realNow() + Number(Atomics.load(this.#offset, 0));
  }

  begin(count = 1): void {
    this.note();
    Atomics.add(this.#counts, AT_WORK, count);
  }

  end(count = 1): void {
    this.note();
    Atomics.sub(this.#counts, AT_WORK, count);
  }

  /** Something happened, so that whoever waits for quiet waits anew. */
  note(): void {
    Atomics.add(this.#counts, EVENTS, 1);
  }

  /** Whether work has begun that has not ended. */
  get isAtWork(): boolean {
    return Atomics.load(this.#counts, AT_WORK) > 0;
  }

  /** Differs whenever something has happened in between. */
  get events(): number {
    return Atomics.load(this.#counts, EVENTS);
  }

  /** Jumps to `moment`, in milliseconds since the epoch; never back. */
  skipTo(moment: number): void {
    const ahead = Math.ceil(moment - this.now());
    if (ahead > 0) Atomics.add(this.#offset, 0, BigInt(ahead));
  }
}
