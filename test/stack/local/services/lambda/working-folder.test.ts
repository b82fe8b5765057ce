import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { answered, RunningFunctions } from '../../../../support/local/a-running-function.ts';

describe('the working folder of a function', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  function folder(files: Record<string, string>): string {
    const made = functions.folder(files);
    mkdirSync(join(made, 'templates'));
    writeFileSync(join(made, 'templates', 'a.html'), 'hi');
    return made;
  }

  it.each([
    ['CommonJS', { 'index.js': `const fs = require('fs');\nexports.handler = async () => ANSWER;` }],
    [
      'an ES module',
      { 'index.mjs': `import * as fs from 'node:fs';\nexport const handler = async () => ANSWER;` },
    ],
  ])('is that of its code, in %s', async (_, files) => {
    const answer = `[
      process.cwd(),
      fs.readFileSync('templates/a.html', 'utf8'),
      await fs.promises.readFile('./templates/a.html', 'utf8'),
      fs.existsSync('templates/a.html'),
      await new Promise((resolve) => fs.stat('templates/none', (error) => resolve(error.code))),
    ]`;
    const entries = Object.entries(files).map(([file, code]) => [file, code.replace('ANSWER', answer)]);
    const codeDirectory = folder(Object.fromEntries(entries));

    expect(await functions.start({ codeDirectory }).invoke()).toEqual(
      answered([codeDirectory, 'hi', 'hi', true, 'ENOENT']),
    );
  });

  it('holds for named imports, for both paths of a copy, and for what joins paths', async () => {
    const codeDirectory = folder({
      'index.mjs': `
        import { copyFileSync, createReadStream, symlinkSync } from 'node:fs';
        import { readdir } from 'node:fs/promises';
        import { resolve } from 'node:path';
        import { text } from 'node:stream/consumers';
        export const handler = async () => {
          copyFileSync('templates/a.html', 'templates/b.html');
          symlinkSync('b.html', 'templates/c.html');
          return [await readdir('templates'), await text(createReadStream('templates/c.html')), resolve('x')];
        };`,
    });

    expect(await functions.start({ codeDirectory }).invoke()).toEqual(
      answered([['a.html', 'b.html', 'c.html'], 'hi', join(codeDirectory, 'x')]),
    );
    expect(readFileSync(join(codeDirectory, 'templates', 'b.html'), 'utf8')).toBe('hi');
  });
});
