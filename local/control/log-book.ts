import type { LoggedLine, LogNews } from '../../contract/stack-control.ts';

/** As many lines are kept. */
const MAX_LINES = 20_000;

/** As many characters of them: a function may log megabytes. */
const MAX_CHARACTERS = 16_000_000;

/** For so long who asks waits for something to be logged. */
const PATIENCE_MILLISECONDS = 1_000;

/** What a stack has logged lately, for those who follow it. */
export class LogBook {
  readonly #now: () => number;
  readonly #lines: LoggedLine[] = [];
  #characters = 0;
  /** How many lines have gone. */
  #gone = 0;
  #written = Promise.withResolvers<void>();

  /** @param now tells the stack's time, in milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now;
  }

  add(source: string, line: string): void {
    this.#lines.push({ at: this.#now(), source, line });
    this.#characters += line.length;
    if (this.#lines.length > MAX_LINES || this.#characters > MAX_CHARACTERS) this.#forget();
    this.#written.resolve();
    this.#written = Promise.withResolvers();
  }

  /**
   * What was logged after a cursor; where nothing was, what is within a second. Laws: who follows the cursors has every line
   * that is kept once, in order, and is told of how many are not.
   */
  async after(cursor: number): Promise<LogNews> {
    if (this.#end <= cursor) await this.#somethingWritten();
    const begin = Math.max(cursor, this.#gone);
    return {
      cursor: this.#end,
      missed: begin - cursor,
      lines: this.#lines.slice(begin - this.#gone),
    };
  }

  get #end(): number {
    return this.#gone + this.#lines.length;
  }

  async #somethingWritten(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, PATIENCE_MILLISECONDS).unref();
    await Promise.race([promise, this.#written.promise]);
    clearTimeout(timer);
  }

  /** The older half, since to take lines away one by one costs by all that stay. */
  #forget(): void {
    const forgotten = this.#lines.splice(0, Math.ceil(this.#lines.length / 2));
    this.#gone += forgotten.length;
    this.#characters -= forgotten.reduce((sum, { line }) => sum + line.length, 0);
  }
}
