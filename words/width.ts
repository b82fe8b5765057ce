/** What a terminal gives two columns: wide scripts and their punctuation, and pictures. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18CFF}\u{1AFF0}-\u{1B2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

/** What adds to the character before it, or shows nothing. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const ELLIPSIS = '…';

let segmenter: Intl.Segmenter | undefined;

/** What a person sees as one character may be several code points, and is not to be torn apart. */
function segmentsOf(text: string): Intl.Segments {
  // Its tables take as long to load as the rest of a small command, and most print none of what it is for.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** How many columns of a terminal a text without control characters takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of segmentsOf(text)) width += columnsOf(segment);
  return width;
}

/** A text that takes at most `width` columns; one that is cut ends in `…`. */
export function cut(text: string, width: number): string {
  let used = 0;
  let kept = 0;
  for (const { segment, index } of segmentsOf(text)) {
    used += columnsOf(segment);
    if (used > width) return width < 1 ? '' : `${text.slice(0, kept)}${ELLIPSIS}`;
    if (used < width) kept = index + segment.length;
  }
  return text;
}

/**
 * A text as lines of at most `width` columns, broken between words, and within a word only where it alone is longer
 * than a line. A character that is wider than the line stands alone.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let start = 0;
  let used = 0;
  let space: { index: number; used: number } | undefined;
  const breakLine = (end: number, next: number, usedSince: number) => {
    lines.push(text.slice(start, end));
    start = next;
    used = usedSince;
    space = undefined;
  };
  for (const { segment, index } of segmentsOf(text)) {
    const columns = columnsOf(segment);
    const isSpace = segment === ' ';
    if (isSpace && used + columns > width) {
      breakLine(index, index + 1, 0);
      continue;
    }
    while (used + columns > width && index > start) {
      if (space) breakLine(space.index, space.index + 1, used - space.used);
      else breakLine(index, index, 0);
    }
    used += columns;
    if (isSpace) space = { index, used };
  }
  return [...lines, text.slice(start)];
}

function columnsOf(character: string): number {
  if (WIDE.test(character)) return 2;
  return NO_WIDTH.test(character) ? 0 : 1;
}
