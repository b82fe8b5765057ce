import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { threadFile } from '../../../../local/hosting/thread-file.ts';

const urlOf = (path: string) => pathToFileURL(path).href;

describe('threadFile', () => {
  it('gives the built program to who runs from the sources', () => {
    const file = threadFile('./fauxqs-worker.ts', urlOf('local/services/sns-sqs/fauxqs.ts'));

    expect(file.href).toBe(urlOf('dist/local/services/sns-sqs/fauxqs-worker.js'));
  });

  it('gives the program beside it to who runs as built', () => {
    const file = threadFile('./worker.ts', urlOf('dist/local/services/lambda/execution-environment.js'));

    expect(file.href).toBe(urlOf('dist/local/services/lambda/worker.js'));
  });
});

describe('the local stack', () => {
  it('starts every thread from such a file, which is there', () => {
    const sources = globSync('local/**/*.ts').map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    const programs = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/threadFile\('(?<module>[^']+)', import\.meta\.url\)/g)].map(({ groups = {} }) =>
        fileURLToPath(threadFile(groups.module ?? '', urlOf(path))).replace(/.*\/dist\/(.*)\.js$/, '$1.ts'),
      ),
    );

    expect(programs.toSorted()).toEqual([
      'local/services/dynamodb/dynalite-worker.ts',
      'local/services/lambda/worker.ts',
      'local/services/ses/ses-worker.ts',
      'local/services/sns-sqs/fauxqs-worker.ts',
    ]);
    expect(programs.filter((path) => !existsSync(path))).toEqual([]);
    expect(
      sources
        .filter(({ text }) => /new Worker\(/.test(text))
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['local/hosting/emulator-thread.ts', 'local/services/lambda/execution-environment.ts']);
  });
});
