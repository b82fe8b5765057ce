import { formatCount } from '../terminal/counts.ts';
import type { Layout } from '../terminal/layout.ts';
import { wrap } from '../terminal/width.ts';

/** What a scan may have missed, and what it left hidden. */
export interface Picture {
  readonly partial: readonly string[];
  readonly notGivenBack: number;
}

/** Lines that say loudly that a picture is not the whole one; none where it is. */
export function formatPartial({ partial, notGivenBack }: Picture, { width, paint }: Layout): string[] {
  const hidden = `${formatCount(notGivenBack)} could not be given back: hidden from other readers for up to two minutes.`;
  const lines = [
    ...(partial.length > 0 ? wrap(`NOT THE WHOLE PICTURE: ${partial.join(' ')}`, width) : []),
    ...(notGivenBack > 0 ? wrap(hidden, width) : []),
  ];
  return lines.map((line) => paint(['bold', 'yellow'], line));
}
