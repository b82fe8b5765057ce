import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Column, formatTable, naturalWidth } from '../../../words/table.ts';
import { widthOf } from '../../../words/width.ts';

const WRAPPED: readonly Column[] = [{ align: 'right' }, { overflow: 'wrap' }, { overflow: 'cut' }];
const ROWS = [
  ['4,000', 'The sender is not verified in SES.', '漢字漢字漢字漢字漢字漢字'],
  ['60', 'x', '🙂'],
];

describe('formatTable', () => {
  it('keeps every text whole where there is room', () => {
    expect(formatTable(WRAPPED, ROWS, { width: 80, indent: 2 })).toEqual([
      '  4,000  The sender is not verified in SES.  漢字漢字漢字漢字漢字漢字',
      '     60  x                                   🙂',
    ]);
  });

  it('wraps and cuts the widest columns where there is not', () => {
    expect(formatTable(WRAPPED, ROWS, { width: 40, indent: 2 })).toEqual([
      '  4,000  The sender is  漢字漢字漢字…',
      '         not verified',
      '         in SES.',
      '     60  x              🙂',
    ]);
  });

  it.each([
    ['an accent of another script', 'a\u0591b', 2],
    ['a family', '👩‍👩‍👧', 2],
    ['a radical', '⺀', 2],
    ['nothing that is seen', '\u200b', 0],
  ])('measures %s as the rest of a page does', (_, text, columns) => {
    const lines = formatTable(
      [{}, {}],
      [
        [text, 'x'],
        ['abc', 'y'],
      ],
      { width: 40 },
    );

    expect(lines.map((line) => line.slice(0, -1))).toEqual([
      `${columns === 0 ? '' : text}${' '.repeat(5 - columns)}`,
      'abc  ',
    ]);
  });

  it('wraps a text that would fill many screens', () => {
    const lines = formatTable(WRAPPED, [['1', 'x'.repeat(73_000), '']], { width: 80, indent: 1 });

    expect(lines.length).toBe(1_000);
    expect(lines.join('').replaceAll(' ', '')).toBe(`1${'x'.repeat(73_000)}`);
  });

  it('takes no more columns than it says, also where nothing is seen in one', () => {
    const rows = [['\u200b', 'ab']];

    expect(formatTable([{}, {}], rows, { width: 40 }).map(widthOf)).toEqual([naturalWidth(rows)]);
  });

  it('has no lines without rows', () => {
    expect(formatTable(WRAPPED, [], { width: 80 })).toEqual([]);
  });

  it('fits the terminal, whatever is in the columns that may overflow', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ' ', '漢', '🙂', '\u0591', '👩‍👩‍👧', '⺀', '\u200b'),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const lines = formatTable([{ overflow: 'wrap' }, { overflow: 'cut' }], rows, { width: 40 });
        expect(lines.filter((line) => widthOf(line) > 40)).toEqual([]);
      }),
    );
  });
});

describe('naturalWidth', () => {
  it.each<[string[][], number]>([
    [[], 0],
    [[['ab']], 2],
    [[['', 'ab']], 5],
    [
      [
        ['ab', '漢'],
        ['c', 'd'],
      ],
      6,
    ],
  ])('of %j is %d', (rows, width) => {
    expect(naturalWidth(rows)).toBe(width);
  });
});
