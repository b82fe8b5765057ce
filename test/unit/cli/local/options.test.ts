import { describe, expect, it } from '@jest/globals';
import { readMilliseconds, readPort, readRate, readShare } from '../../../../cli/local/options.ts';

type Reader = (text: string) => number;

describe.each<[string, Reader, [string, number][], string[], string]>([
  [
    'readPort',
    readPort,
    [
      ['0', 0],
      ['8025', 8025],
      ['65530', 65530],
    ],
    ['65531', '-1', '80.5', '', ' ', 'http', '0x50', '8e3'],
    'Expected a whole number from 0 to 65530.',
  ],
  [
    'readRate',
    readRate,
    [
      ['14', 14],
      ['0.5', 0.5],
    ],
    ['0', '-1', '', ' ', 'fast', 'Infinity', 'NaN'],
    'Expected a number above 0.',
  ],
  [
    'readMilliseconds',
    readMilliseconds,
    [
      ['0', 0],
      ['250', 250],
      ['900000', 900_000],
    ],
    ['900001', '-1', '0.5', '', '1s'],
    'Expected whole milliseconds, 0 to 900000.',
  ],
  [
    'readShare',
    readShare,
    [
      ['0', 0],
      ['0.25', 0.25],
      ['1', 1],
    ],
    ['-0.1', '1.1', '', ' ', '10%', 'NaN'],
    'Expected a number from 0 to 1.',
  ],
])('%s', (_, read, taken, refused, message) => {
  it.each(taken)('takes "%s"', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(refused)('refuses "%s"', (text) => {
    expect(() => read(text)).toThrow(message);
  });
});
