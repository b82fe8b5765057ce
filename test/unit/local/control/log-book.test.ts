import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LogBook } from '../../../../local/control/log-book.ts';

describe('LogBook', () => {
  it('gives who follows its cursors every line once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 10 }),
        async (parts) => {
          const book = new LogBook(() => 7);
          const seen: string[] = [];
          let cursor = 0;
          let written = 0;
          for (const count of parts) {
            for (let index = 0; index < count; index += 1) book.add('emailer', String(written++));
            const news = await book.after(cursor);
            expect(news.missed).toBe(0);
            seen.push(...news.lines.map(({ line }) => line));
            cursor = news.cursor;
          }
          expect(seen).toEqual(Array.from({ length: written }, (_, index) => String(index)));
        },
      ),
    );
  });

  it('tells who asks too late how many lines are gone, and gives the others', async () => {
    const book = new LogBook(() => 7);
    for (let index = 0; index < 20_001; index += 1) book.add('emailer', String(index));

    const { missed, lines, cursor } = await book.after(0);

    expect(missed + lines.length).toBe(20_001);
    expect(missed).toBeGreaterThan(0);
    expect(lines.at(-1)).toEqual({ at: 7, source: 'emailer', line: '20000' });
    expect(cursor).toBe(20_001);
  });

  it('forgets lines that are long sooner', async () => {
    const book = new LogBook(() => 7);
    for (let index = 0; index < 20; index += 1) book.add('emailer', 'a'.repeat(1_000_000));

    const { lines } = await book.after(0);

    expect(lines.length).toBeLessThan(20);
    expect(lines.length).toBeGreaterThan(0);
  });

  it('gives what is logged while somebody waits for it', async () => {
    const book = new LogBook(() => 7);
    const waiting = book.after(0);
    book.add('alarm', 'on');
    expect(await waiting).toEqual({ cursor: 1, missed: 0, lines: [{ at: 7, source: 'alarm', line: 'on' }] });
  });
});
