import { SingleBar } from 'cli-progress';
import { formatCount, formatSeconds } from '../../words/quantities.ts';

/** Where nobody watches, a line so often is enough. */
const LINE_MILLISECONDS = 10_000;

/** So many updates back the speed is measured. */
const SPEED_UPDATES = 40;

const MIN_BAR = 5;
const MAX_BAR = 40;

/** How far something is. */
export interface Step {
  /** What happens, as in `Redriven`. */
  readonly verb: string;
  readonly done: number;
  readonly total: number;
  /** Seconds; `undefined` while nobody knows. */
  readonly left: number | undefined;
}

/** One line that says how far something is; where it is `width` columns wide, with a bar if there is room for one. */
export function formatStep({ verb, done, total, left }: Step, width?: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const counts = `${verb} ${formatCount(done)} of ${formatCount(total)}`;
  const percent = `${Math.floor(share * 100)} %`;
  const rest = left === undefined || share === 1 ? '' : `, ${formatSeconds(left)} left`;
  if (width === undefined) return `${counts}, ${percent}${rest}`;
  // The last column stays free: some terminals break the line once it is written.
  const room = width - 1 - `${counts}  ${percent}${rest}`.length;
  if (room < MIN_BAR) {
    const lines = [...(rest ? [`${counts}${rest}`] : []), `${counts}, ${percent}`];
    return lines.find(({ length }) => length < width) ?? counts.slice(0, width - 1);
  }
  const bar = Math.min(MAX_BAR, room);
  const full = Math.floor(share * bar);
  return `${counts} ${'█'.repeat(full)}${'░'.repeat(bar - full)} ${percent}${rest}`;
}

/** How far something is, on stderr: a bar on a terminal, elsewhere a line now and then. */
export class Progress {
  readonly #bar: SingleBar;

  constructor(verb: string, total: number, stream: NodeJS.WriteStream = process.stderr) {
    this.#bar = new SingleBar({
      stream,
      format: (_, { value, eta, maxWidth }) =>
        formatStep(
          { verb, done: value, total: Math.max(total, value), left: Number.isFinite(eta) ? eta : undefined },
          stream.isTTY ? maxWidth : undefined,
        ),
      etaBuffer: SPEED_UPDATES,
      noTTYOutput: true,
      // There the last line has its end already, and there is nothing to clear.
      clearOnComplete: !stream.isTTY,
      notTTYSchedule: LINE_MILLISECONDS,
      // The line always fits, and a terminal whose settings were changed would keep them where this ends at once.
      linewrap: true,
    });
    this.#bar.start(total, 0);
  }

  update(done: number): void {
    this.#bar.update(done);
  }

  /** Leaves the last state as a line. May be called again. */
  stop(): void {
    this.#bar.stop();
  }
}
