import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { describe, expect, it } from '@jest/globals';
import { publint } from 'publint';
import { theInstallation } from './installation.ts';
import { thePackedFiles } from './tarball.ts';

const MAX_BYTES = 1_000_000;

const { size, files } = thePackedFiles();
const paths = files.map(({ path }) => path);

/** What is packed, read where npm has unpacked it. */
function contentOf(path: string): string {
  return readFileSync(join(theInstallation().app, 'node_modules/amplify-mailroom', path), 'utf8');
}

/** The names directly in a folder. */
function namesIn(folder: string): string[] {
  const inside = paths.filter((path) => path.startsWith(folder));
  return [...new Set(inside.map((path) => path.slice(folder.length).split('/')[0] ?? ''))].sort();
}

describe('the tarball', () => {
  it('holds what was built, and what a reader needs', () => {
    expect(namesIn('')).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
    expect(namesIn('dist/')).toEqual([
      'bundles',
      'checker',
      'cli',
      'console',
      'contract',
      'lib',
      'local',
      'loopback',
      'ops',
      'publisher',
      'status',
      'template',
      'validation',
      'words',
    ]);
    expect(paths.filter((path) => path.startsWith('dist/bundles/')).sort()).toEqual([
      'dist/bundles/emailer/index.mjs',
      'dist/bundles/emailer/mime.mjs',
      'dist/bundles/emailer/s3-client.mjs',
      'dist/bundles/feedback/index.mjs',
      'dist/bundles/publisher/index.mjs',
    ]);
  });

  it('holds JavaScript, its types and a page, no source, test, map or trace of a build', () => {
    const built = paths.filter((path) => path.startsWith('dist/') && !path.startsWith('dist/bundles/'));

    const page = /^dist\/(?:local\/services\/ses|console)\/page\/\w+\.(?:html|css|txt)$/;
    expect(built.filter((path) => !/(?<!\.test)(?:\.js|\.d\.ts)$/.test(path) && !page.test(path))).toEqual(
      [],
    );
  });

  it('holds types only for what somebody may import', () => {
    expect(paths.filter((path) => /^dist\/(?:cli|ops)\/.*\.d\.ts$/.test(path))).toEqual([]);
  });

  it(`is at most ${MAX_BYTES} bytes`, () => {
    expect(size).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('names no file by where it was built', () => {
    expect(paths.filter((path) => contentOf(path).includes(process.cwd()))).toEqual([]);
  });

  it('can be unpacked on file systems that ignore case, or know fewer characters', () => {
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
    expect(paths.filter((path) => !/^[\w./-]+$/.test(path))).toEqual([]);
  });

  it('has one program, the command, that a shell can start', () => {
    const executable = files.filter(({ mode }) => (mode & 0o111) !== 0).map(({ path }) => path);

    expect(executable).toEqual(['dist/cli/mailroom.js']);
    // A carriage return would become part of the interpreter's name.
    expect(contentOf('dist/cli/mailroom.js')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('is well described, by publint', async () => {
    const { messages } = await publint({ pack: { tarball: bytesOfTarball().buffer }, strict: true });

    expect(messages).toEqual([]);
  });

  it('has types that agree with its JavaScript, by “Are the types wrong?”', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(bytesOfTarball()));
    const problems = analysis.types ? analysis.problems : [];

    // An ES module cannot be required by TypeScript before 5.8, and has no entry that resolution before `exports` sees.
    const expected = /^(?:NoResolution node10|CJSResolvesToESM node16-cjs)$/;
    const found = problems.map((problem) =>
      'resolutionKind' in problem ? `${problem.kind} ${problem.resolutionKind}` : problem.kind,
    );
    expect(analysis.types).toEqual({ kind: 'included' });
    expect(found.filter((problem) => !expected.test(problem))).toEqual([]);
  });
});

function bytesOfTarball(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(theInstallation().tarball));
}
