import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const FORBIDDEN: [room: string, specifier: string][] = [
  ['contract', '../lib/index.ts'],
  ['contract', '@aws-sdk/client-sns'],
  ['publisher', '../handlers/deliver.ts'],
  ['handlers', '../lib/index.ts'],
  ['lib', '../publisher/index.ts'],
  ['lib', '@aws-sdk/client-sns'],
  ['ops', '../local/index.ts'],
  ['local', '../lib/index.ts'],
  ['local', '../../handlers/deliver.ts'],
  ['local', 'aws-cdk-lib/aws-sns'],
  ['lib', '../checker/index.ts'],
  ['checker', '../local/assembly/template.ts'],
  ['checker', 'aws-cdk-lib/assertions'],
  ['template', '../contract/environment.ts'],
  ['template', '../checker/index.ts'],
  ['template', '@aws-sdk/client-sns'],
  ['lib', '../template/json.ts'],
  ['cli', '../lib/index.ts'],
];

const ALLOWED: [room: string, specifier: string][] = [
  ['contract', 'valibot'],
  ['publisher', '../contract/notification.ts'],
  ['handlers', '../publisher/index.ts'],
  ['lib', '../contract/environment.ts'],
  ['ops', '../publisher/index.ts'],
  ['local', '../contract/pipelines.ts'],
  ['local', 'fauxqs'],
  ['checker', '../contract/environment.ts'],
  ['checker', '../template/json.ts'],
  ['local', '../template/json.ts'],
  ['cli', '../local/command.ts'],
  ['cli', '../checker/index.ts'],
];

/** Files with one import each, in rooms of a project of their own that is linted by our rules. */
describe('the arrows between rooms', () => {
  const project = mkdtempSync(join(tmpdir(), 'mailroom-rooms-'));
  const { vcs, ...rules } = JSON.parse(readFileSync('biome.json', 'utf8'));
  writeFileSync(join(project, 'biome.json'), JSON.stringify(rules));
  const fileOf = (room: string, specifier: string) => join(room, `${specifier.replace(/\W/g, '_')}.ts`);
  for (const [room, specifier] of [...FORBIDDEN, ...ALLOWED]) {
    mkdirSync(join(project, room), { recursive: true });
    writeFileSync(join(project, fileOf(room, specifier)), `import '${specifier}';\n`);
  }
  const { stdout } = spawnSync(
    resolve('node_modules/.bin/biome'),
    ['lint', '--reporter=github', '--max-diagnostics=none'],
    {
      cwd: project,
      encoding: 'utf8',
    },
  );

  afterAll(() => rmSync(project, { recursive: true }));

  const isRefused = (room: string, specifier: string) =>
    stdout
      .split('\n')
      .some((line) => line.includes('noRestrictedImports') && line.includes(fileOf(room, specifier)));

  it.each(FORBIDDEN)('forbid %s to import %s', (room, specifier) => {
    expect(isRefused(room, specifier)).toBe(true);
  });

  it.each(ALLOWED)('let %s import %s', (room, specifier) => {
    expect(isRefused(room, specifier)).toBe(false);
  });
});
