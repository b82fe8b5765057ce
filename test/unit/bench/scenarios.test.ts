import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SCENARIOS } from '../../../bench/scenarios/index.ts';

describe('the scenarios', () => {
  it('have names of their own', () => {
    const names = SCENARIOS.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s names each column once, Mailroom among them, and each app is there',
    (_, { entries }) => {
      const labels = entries.map(({ label }) => label);

      expect(new Set(labels).size).toBe(labels.length);
      expect(entries.some(({ isOurs }) => isOurs)).toBe(true);
      expect(entries.filter(({ app }) => !existsSync(`bench/${app.file}`))).toEqual([]);
    },
  );

  it('compare columns with columns that are there', () => {
    for (const { rows, entries } of SCENARIOS) {
      const labels = entries.map(({ label }) => label);
      const compared = rows.flatMap(({ target }) =>
        target?.kind === 'at least columns' ? Object.entries(target.of).flat() : [],
      );
      expect(compared.filter((label) => !labels.includes(label))).toEqual([]);
    }
  });
});
