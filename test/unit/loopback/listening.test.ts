import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Where servers listen, behind the question who calls. */
const THE_ONE_PLACE = 'loopback/serve-on-loopback.ts';

describe('this package', () => {
  it('lets a server listen in one place only', () => {
    const files = globSync('{local,cli,console/server,loopback,ops}/**/*.ts');
    const listening = files.filter((file) => /\blisten\b(?=['"\]]*\s*\()/.test(readFileSync(file, 'utf8')));

    expect(files.length).toBeGreaterThan(200);
    expect(listening).toEqual([THE_ONE_PLACE]);
  });
});
