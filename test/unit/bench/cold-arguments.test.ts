import { describe, expect, it } from '@jest/globals';
import { readColdArguments } from '../../../bench/cpu/cold-arguments.ts';

describe('readColdArguments', () => {
  it('reads a share of a processor, and whether to write', () => {
    expect(readColdArguments([])).toEqual({ cpu: undefined, writes: false });
    expect(readColdArguments(['--cpu', '0.145', '--write'])).toEqual({ cpu: 0.145, writes: true });
    expect(readColdArguments(['--cpu=1'])).toEqual({ cpu: 1, writes: false });
  });

  it.each(['0', '-1', '1.5', 'half', ''])('refuses a share of %j', (share) => {
    expect(() => readColdArguments([`--cpu=${share}`])).toThrow(
      `--cpu: expected a share of one processor above 0, up to 1, as in 0.145, got ${share}`,
    );
  });
});
