import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { formatStep, Progress } from '../../../../cli/terminal/progress.ts';

const STEP = { verb: 'Redriven', done: 1200, total: 4000, left: 200 };

describe('formatStep', () => {
  it.each<[string, number | undefined, string]>([
    ['a very narrow terminal', 20, 'Redriven 1,200 of 4'],
    ['a narrow terminal', 40, 'Redriven 1,200 of 4,000, 30 %'],
    ['one with a column more', 41, 'Redriven 1,200 of 4,000, 3 min 20 s left'],
    ['a terminal', 60, 'Redriven 1,200 of 4,000 ███░░░░░░░░░░ 30 %, 3 min 20 s left'],
    [
      'a wide terminal',
      200,
      'Redriven 1,200 of 4,000 ████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 30 %, 3 min 20 s left',
    ],
    ['no terminal', undefined, 'Redriven 1,200 of 4,000, 30 %, 3 min 20 s left'],
  ])('fits %s', (_, width, line) => {
    expect(formatStep(STEP, width)).toBe(line);
  });

  it.each([20, 40, 80, 200])('leaves the last of %d columns free', (width) => {
    expect(formatStep(STEP, width).length).toBeLessThan(width);
  });

  it('names no time while nobody knows it, nor at the end', () => {
    expect(formatStep({ ...STEP, left: undefined })).toBe('Redriven 1,200 of 4,000, 30 %');
    expect(formatStep({ ...STEP, done: 4000, left: 0 })).toBe('Redriven 4,000 of 4,000, 100 %');
  });

  it('is complete where there is nothing', () => {
    expect(formatStep({ ...STEP, done: 0, total: 0, left: undefined })).toBe('Redriven 0 of 0, 100 %');
  });
});

describe('Progress', () => {
  it('writes whole lines where there is no terminal, the last state once', () => {
    let written = '';
    const stream = new Writable({
      write: (chunk, _, done) => {
        written += chunk;
        done();
      },
    });
    const progress = new Progress('Redriven', 20, stream as unknown as NodeJS.WriteStream);

    progress.update(10);
    progress.update(20);
    progress.stop();
    progress.stop();

    expect(written).toBe('Redriven 0 of 20, 0 %\nRedriven 20 of 20, 100 %\n');
  });

  it('counts on where there are more than planned', () => {
    expect(formatStep({ verb: 'Moved', done: 25, total: 25, left: undefined })).toBe('Moved 25 of 25, 100 %');
  });
});
