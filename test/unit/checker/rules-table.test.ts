import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { RULES } from '../../../checker/rules/rules.ts';

describe('docs/testing.md', () => {
  it('lists every rule with its source, in the order of the checker', () => {
    const rows = [
      ...readFileSync('docs/testing.md', 'utf8').matchAll(/^\| `([\w-]+)` .*\]\((https:[^)]+)\)\s*\|$/gm),
    ];

    expect(rows.map(([, rule, source]) => [rule, source])).toEqual(
      RULES.map(({ id, source }) => [id, source]),
    );
  });
});
