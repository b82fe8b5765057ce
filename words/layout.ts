import { styleText } from 'node:util';

const DEFAULT_WIDTH = 80;

/** Words and lines stay readable down to here; a terminal that is narrower breaks lines by itself. */
const MIN_WIDTH = 40;

/** How a text for people is laid out. */
export interface Layout {
  /** Columns of the terminal. */
  readonly width: number;
  /** Milliseconds since the epoch from which ages are told. */
  readonly now: number;
  /** Gives a text its style, or leaves it as it is where no colours are wanted. */
  readonly paint: Paint;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
export type Paint = (style: Style | readonly Style[], text: string) => string;

/** How to lay out what is now written to a stream: colours only on a terminal, and not under NO_COLOR. */
export function layoutFor(stream: NodeJS.WriteStream): Layout {
  return {
    width: Math.max(MIN_WIDTH, stream.columns || DEFAULT_WIDTH),
    now: Date.now(),
    paint: (style, text) => styleText(style as Style | Style[], text, { stream }),
  };
}

/** A text of paragraphs, each of lines, with an empty line between two; those without lines are none. */
export function paragraphsOf(paragraphs: readonly (readonly string[])[]): string {
  const texts = paragraphs.filter(({ length }) => length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}
