import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PRICES } from '../../../bench/figures/prices.ts';

/** The rows of costs.md's tables that end in dollars. */
const ROWS = readFileSync(new URL('../../../docs/costs.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells[3]?.startsWith('$'))
  .map(([, what = '', formula = '', at = '', result]) => ({ what, formula, at, result: Number(result) }));

const SIGNS: Readonly<Record<string, string>> = { million: '*1e6', kB: '*1e-6', '×': '*', '÷': '/' };

/** What a formula comes to: numbers and signs count, words explain. A free tier is told behind a semicolon. */
function evaluated(formula: string): number {
  const [counted = ''] = formula.replaceAll(/(?<=\d),(?=\d)/g, '').split(';');
  const signs = counted.match(/[\d.]+|[+×÷]|million|kB/g) ?? [];
  return Function(`return ${signs.map((sign) => SIGNS[sign] ?? sign).join(' ')}`)();
}

/** The price of one, from a text as in `$0.40 a million`. */
function priceOf(at: string): number {
  const [, dollars, of] = /^\$([\d.]+) (?:a |for )?(.+)$/.exec(at) ?? [];
  const many = of === 'million' ? 1e6 : Number(of?.replaceAll(',', '')) || 1;
  return Number(dollars) / many;
}

describe('the page of costs', () => {
  it('has the tables of a month and of a million emails', () => {
    expect(ROWS.length).toBeGreaterThan(15);
  });

  it.each(ROWS)('comes to what its formula says: $what', ({ formula, at, result }) => {
    expect(evaluated(formula) * priceOf(at)).toBeCloseTo(result, 2);
  });

  it.each(ROWS)('takes its price from the list: $what, $at', ({ at }) => {
    const closest = Object.values(PRICES).map((price) => Math.abs(price / priceOf(at) - 1));
    expect(Math.min(...closest)).toBeLessThan(1e-9);
  });
});
