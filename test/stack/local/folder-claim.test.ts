import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimFolder } from '../../../local/folder-claim.ts';

describe('claimFolder', () => {
  let directory: string;
  const claim = () => join(directory, '.local/claim');

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mailroom-claim-'));
    mkdirSync(join(directory, '.local'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it('holds the folder until it is given back', () => {
    const giveBack = claimFolder(directory);
    expect(existsSync(claim())).toBe(true);

    giveBack();
    expect(existsSync(claim())).toBe(false);
  });

  it('is refused where another process that runs holds it', async () => {
    const other = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    writeFileSync(claim(), String(other.pid));

    expect(() => claimFolder(directory)).toThrow(
      `A local stack already starts or runs in this folder (process ${other.pid})`,
    );

    other.kill();
    await once(other, 'exit');
    claimFolder(directory)();
  });

  it.each(['', 'not a number', '-1', '0'])('takes over a claim that says %j', (content) => {
    writeFileSync(claim(), content);

    expect(() => claimFolder(directory)()).not.toThrow();
  });
});
