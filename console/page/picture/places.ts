import type { NodeId } from './nodes.ts';

/** Where a box is, in units of the drawing. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An arrow, as the path of an SVG. */
export interface Arrow {
  readonly id: string;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly path: string;
  /** Whether it is the way that a notification should take. */
  readonly isMain: boolean;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** How many letters of small text a box holds. */
  readonly letters: number;
  readonly places: Readonly<Record<NodeId, Place>>;
  readonly arrows: readonly Arrow[];
}

const MAIN = ['publisher', 'topic', 'queue', 'emailer', 'ses', 'inbox'] as const;

/** From left to right, for screens. */
export const WIDE: Drawing = (() => {
  const [width, height, step, y] = [156, 84, 196, 112];
  const at = (column: number, row: number): Place => ({ x: 12 + column * step, y: row, width, height });
  const main = MAIN.map((id, column) => [id, at(column, y)] as const);
  return {
    width: 12 + 5 * step + width + 12,
    height: 328,
    letters: 24,
    places: {
      ...(Object.fromEntries(main) as Record<(typeof MAIN)[number], Place>),
      subscribers: at(1, 4),
      postponed: { ...at(2.5, 4), y: 4 },
      undelivered: at(1, 240),
      deadLetters: at(3, 240),
      feedback: at(4, 240),
    },
    arrows: [
      ...MAIN.slice(1).map((to, index): Arrow => {
        const x = 12 + index * step + width;
        return {
          ...way(MAIN[index] ?? 'topic', to),
          path: `M${x} ${y + 42}H${x + step - width - 3}`,
          isMain: true,
        };
      }),
      { ...way('topic', 'subscribers'), path: `M${at(1, 0).x + 78} ${y}V91`, isMain: false },
      {
        ...way('emailer', 'postponed'),
        path: bend(at(3, y).x + 100, y, at(2.5, 4).x + width, 46),
        isMain: false,
      },
      {
        ...way('postponed', 'queue'),
        path: bendDown(at(2.5, 4).x, 46, at(2, y).x + 56, y - 3),
        isMain: false,
      },
      { ...way('topic', 'undelivered'), path: `M${at(1, 0).x + 78} ${y + height}V237`, isMain: false },
      { ...way('emailer', 'deadLetters'), path: `M${at(3, 0).x + 78} ${y + height}V237`, isMain: false },
      { ...way('ses', 'feedback'), path: `M${at(4, 0).x + 78} ${y + height}V237`, isMain: false },
    ],
  };
})();

/** From top to bottom, for telephones. */
export const TALL: Drawing = (() => {
  const [width, height, step] = [156, 76, 108];
  const at = (column: number, row: number): Place => ({
    x: 6 + column * 176,
    y: 6 + row * step,
    width,
    height,
  });
  const main = MAIN.map((id, row) => [id, at(0, row)] as const);
  const across = (row: number) => `M${6 + width} ${6 + row * step + 38}H${6 + 176 - 3}`;
  return {
    width: 344,
    height: 6 + 5 * step + height + 6,
    letters: 24,
    places: {
      ...(Object.fromEntries(main) as Record<(typeof MAIN)[number], Place>),
      subscribers: at(1, 0),
      undelivered: at(1, 1),
      postponed: at(1, 2),
      deadLetters: at(1, 3),
      feedback: at(1, 4),
    },
    arrows: [
      ...MAIN.slice(1).map((to, row): Arrow => {
        const y = 6 + row * step + height;
        return { ...way(MAIN[row] ?? 'topic', to), path: `M84 ${y}V${y + step - height - 3}`, isMain: true };
      }),
      { ...way('topic', 'subscribers'), path: `M162 ${6 + step + 10}L180 ${6 + height - 4}`, isMain: false },
      {
        ...way('emailer', 'postponed'),
        path: `M150 ${6 + 3 * step}L196 ${6 + 2 * step + height + 3}`,
        isMain: false,
      },
      { ...way('postponed', 'queue'), path: `M182 ${6 + 2 * step + 38}H165`, isMain: false },
      { ...way('topic', 'undelivered'), path: across(1), isMain: false },
      { ...way('emailer', 'deadLetters'), path: across(3), isMain: false },
      { ...way('ses', 'feedback'), path: across(4), isMain: false },
    ],
  };
})();

function way(from: NodeId, to: NodeId): Pick<Arrow, 'id' | 'from' | 'to'> {
  return { id: `${from}-${to}`, from, to };
}

/** Up from a box, then aside into another. */
function bend(x: number, y: number, toX: number, toY: number): string {
  return `M${x} ${y}V${toY + 14}Q${x} ${toY} ${x - 14} ${toY}H${toX + 3}`;
}

/** Aside from a box, then down into another. */
function bendDown(x: number, y: number, toX: number, toY: number): string {
  return `M${x} ${y}H${toX + 14}Q${toX} ${y} ${toX} ${y + 14}V${toY}`;
}
