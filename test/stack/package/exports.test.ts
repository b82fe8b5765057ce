import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface PackageJson {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
}

const { exports, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson;

/** What a consumer gets by name, from the built files; asked of Node itself, since jest resolves in its own way. */
function namesOf(entry: string): string[] {
  const program = `import(${JSON.stringify(entry)}).then((module) => console.log(JSON.stringify(Object.keys(module))))`;
  return JSON.parse(execFileSync(process.execPath, ['--eval', program], { encoding: 'utf8' }));
}

describe('the package', () => {
  it.each([
    ['amplify-mailroom', ['CustomNotifications']],
    [
      'amplify-mailroom/publisher',
      ['InvalidNotificationError', 'NotificationPublisher', 'PublishError', 'PublishInterruptedError'],
    ],
    ['amplify-mailroom/status', ['NotificationStatusReader']],
    ['amplify-mailroom/local', ['startLocalStack', 'synthesizeBackend']],
    [
      'amplify-mailroom/testing',
      [
        'CheckOptionsError',
        'PipelineInputError',
        'checkPipelines',
        'formatFindings',
        'isFault',
        'pipelineMatchers',
      ],
    ],
  ])('exports from %s no more than is meant to be used', (entry, names) => {
    expect(namesOf(entry).sort()).toEqual(names);
  });

  it('has every file that it names', () => {
    const named = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : [target.types, target.default],
    );

    expect([...named, ...Object.values(bin)].filter((file) => !existsSync(file))).toEqual([]);
  });
});
