import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readPatch } from '../../../../../cli/dlq/redrive/run.ts';
import { UsageError } from '../../../../../cli/terminal/exit-code.ts';

describe('readPatch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-patch-'));
  const aFile = (text: string) => {
    const path = join(folder, 'patch.json');
    writeFileSync(path, text);
    return path;
  };

  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a patch', async () => {
    expect(await readPatch(aFile('{"subject":"New","html":null}'))).toEqual({ subject: 'New', html: null });
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'is no patch'],
    ['{"id":"x"}', 'changes "id"'],
  ])('tells of %s as wrong use', async (text, fault) => {
    const reading = readPatch(aFile(text));

    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow(fault);
  });

  it('tells of a file that is not there as wrong use', async () => {
    const reading = readPatch(join(folder, 'none.json'));

    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow(/none\.json cannot be read \(ENOENT\)\.$/);
  });
});
