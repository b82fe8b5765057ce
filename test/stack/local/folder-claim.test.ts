import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimData, claimFolder } from '../../../local/folder-claim.ts';

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

  it("is its owner's alone, and has its content from the first", () => {
    const giveBack = claimFolder(directory);

    expect(statSync(claim()).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, '.local')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(directory, '.local'))).toEqual(['claim']);
    expect(readFileSync(claim(), 'utf8')).toBe(String(process.pid));
    giveBack();
  });

  it('is refused where this process holds it, and given back once', () => {
    const giveBack = claimData(directory);
    expect(() => claimData(directory)).toThrow(
      `A local stack already keeps its data in ${directory} (process ${process.pid})`,
    );

    giveBack();
    const again = claimData(directory);
    giveBack();
    expect(existsSync(join(directory, 'claim'))).toBe(true);
    again();
  });

  it("is one process's where several find that of a dead one at once", async () => {
    writeFileSync(claim(), '999999999');
    const script = `
      import { claimData, claimFolder } from ${JSON.stringify(pathToFileURL(resolve('dist/local/folder-claim.js')).href)};
      try { claimFolder(${JSON.stringify(directory)}); console.log('has it'); } catch { console.log('refused'); }
      setInterval(() => {}, 1000);`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '--eval', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    const said = await Promise.all(children.map(async ({ stdout }) => String(await once(stdout, 'data'))));
    for (const child of children) child.kill();
    await Promise.all(children.map((child) => once(child, 'exit')));

    expect(said.filter((each) => each.startsWith('has it'))).toHaveLength(1);
  });

  it.each(['', 'not a number', '-1', '0'])('takes over a claim that says %j', (content) => {
    writeFileSync(claim(), content);

    expect(() => claimFolder(directory)()).not.toThrow();
  });
});
