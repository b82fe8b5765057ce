import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchDirectory } from '../../../local/watch.ts';
import { eventually } from '../../support/eventually.ts';

describe('watchDirectory', () => {
  let directory: string;
  let stopping: AbortController;
  let bursts: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mailroom-watch-'));
    mkdirSync(join(directory, 'deeper'));
    writeFileSync(join(directory, 'deeper', 'file.ts'), '0');
    stopping = new AbortController();
    bursts = 0;
    await watchDirectory(directory, stopping.signal, () => {
      bursts += 1;
    });
  });

  afterEach(() => {
    stopping.abort();
    rmSync(directory, { recursive: true });
  });

  /** Changes until the first change is seen, since a watch takes a moment to begin. */
  const seen = (change: () => void) => {
    const before = bursts;
    return eventually(
      () => {
        change();
        return bursts;
      },
      (now) => now > before,
      { intervalMilliseconds: 250 },
    );
  };

  it('sees a file that is written, in a folder of the folder', async () => {
    await seen(() => writeFileSync(join(directory, 'deeper', 'file.ts'), String(Math.random())));
  });

  it('sees a file again and again that an editor saves by renaming another into its place', async () => {
    const save = () => {
      writeFileSync(join(directory, 'deeper', 'file.ts~'), String(Math.random()));
      renameSync(join(directory, 'deeper', 'file.ts~'), join(directory, 'deeper', 'file.ts'));
    };

    await seen(save);
    await seen(save);
    await seen(save);
    expect(bursts).toBeGreaterThanOrEqual(3);
  });
});
