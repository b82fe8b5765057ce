import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { theInstallation } from './installation.ts';
import { mustRunIn } from './run-in.ts';

/** What this repository builds and tests with, and what runs `mailroom local`; the builder of SARIF brings its types. */
const NOT_FOR_USERS =
  /^(?:fauxqs|dynalite|aws-ses-v2-local|jsep|chokidar|tsx|esbuild|jest|@jest\/.*|typescript|aws-cdk|cdk-nag(?:-3)?|@biomejs\/.*|@types\/(?!sarif$).*|@middy\/.*|@aws-lambda-powertools\/.*)$/;

/** The SDK is many packages, which change with its versions. */
const OF_THE_SDK = /^@(?:aws-sdk|aws|smithy)\//;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>>;
}

function readLock(path: string): Lock {
  return JSON.parse(readFileSync(path, 'utf8')) as Lock;
}

function packagesIn({ packages }: Lock): string[] {
  const names = Object.keys(packages).map((path) => path.split('node_modules/').at(-1) ?? '');
  return [...new Set(names)].filter((name) => name !== '').sort();
}

describe('installing the package', () => {
  let alone: Lock;

  beforeAll(async () => {
    const { folder, tarball } = theInstallation();
    const project = mkdtempSync(join(folder, 'alone-'));
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    // Peers are what the user's project has anyway.
    await mustRunIn(project, `npm install --package-lock-only --legacy-peer-deps "${tarball}"`);
    alone = readLock(join(project, 'package-lock.json'));
  });

  it('asks for what publisher, status reader, command and console import, and no more', () => {
    expect(alone.packages['node_modules/amplify-mailroom']?.dependencies).toEqual({
      '@aws-sdk/client-cloudformation': expect.any(String),
      '@aws-sdk/client-cloudwatch': expect.any(String),
      '@aws-sdk/client-dynamodb': expect.any(String),
      '@aws-sdk/client-ses': expect.any(String),
      '@aws-sdk/client-sesv2': expect.any(String),
      '@aws-sdk/client-sns': expect.any(String),
      '@aws-sdk/client-sqs': expect.any(String),
      '@aws-sdk/client-sts': expect.any(String),
      '@hono/node-server': expect.any(String),
      'cli-progress': expect.any(String),
      commander: expect.any(String),
      diff: expect.any(String),
      hono: expect.any(String),
      'json-merge-patch': expect.any(String),
      'node-sarif-builder': expect.any(String),
      valibot: expect.any(String),
      yaml: expect.any(String),
    });
  });

  it('brings the SDK and a few packages more', () => {
    const names = packagesIn(alone);

    expect(names.filter((name) => NOT_FOR_USERS.test(name))).toEqual([]);
    expect(names.filter((name) => !OF_THE_SDK.test(name)).length).toBeLessThanOrEqual(26);
    expect(names.length).toBeLessThanOrEqual(60);
  });

  it('brings into an Amplify project none of what only the local stack needs', () => {
    const names = packagesIn(readLock(theInstallation().lockWithoutEmulators));

    expect(names).toContain('amplify-mailroom');
    expect(names).toContain('@aws-amplify/backend');
    expect(names.filter((name) => /^(?:fauxqs|dynalite|aws-ses-v2-local|jsep|jest)$/.test(name))).toEqual([]);
  });
});
