import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Documentation } from './documentation.ts';
import { theInstallation } from './installation.ts';
import { runIn } from './run-in.ts';

/** What a block takes from around it, by its name: what a reader has anyway, or has from the block before. */
const AROUND: Readonly<Record<string, string>> = {
  assert: "import assert from 'node:assert/strict';",
  expect: "import { expect } from '@jest/globals';",
  test: "import { test } from '@jest/globals';",
  Template: "import { Template } from 'aws-cdk-lib/assertions';",
  Validations: "import { Validations } from 'aws-cdk-lib';",
  startLocalStack: "import { startLocalStack } from 'amplify-mailroom/local';",
  backend:
    "declare const backend: { stack: import('aws-cdk-lib').Stack; orders: { resources: { lambda: import('aws-cdk-lib/aws-lambda').IFunction } } };",
  notifications: "declare const notifications: import('amplify-mailroom').CustomNotifications;",
  logo: 'declare const logo: Buffer;',
  publisher: "declare const publisher: import('amplify-mailroom/publisher').NotificationPublisher;",
  queue: "declare const queue: import('aws-cdk-lib/aws-sqs').Queue;",
  template: "declare const template: import('aws-cdk-lib/assertions').Template;",
  users: 'declare const users: readonly { email: string }[];',
};

/** Two things go by this name, a stack of the CDK's and a local one. */
const STACKS = {
  cdk: "declare const stack: import('aws-cdk-lib').Stack;",
  local: "declare const stack: import('amplify-mailroom/local').LocalStack;",
};

interface Snippet {
  readonly name: string;
  readonly code: string;
}

/** The code in TypeScript of all pages, but for what is no program: a value that is shown, a file that the app has. */
const SNIPPETS: readonly Snippet[] = ['README.md', ...globSync('docs/*.md')].flatMap((page) =>
  new Documentation(page)
    .blocks('ts')
    .filter((code) => !/^(?:\{|\/\/ \S+\.ts\n)/.test(code))
    .map((code, index) => ({ name: `${page.replaceAll(/\W+/g, '-')}-${index + 1}`, code })),
);

const { app } = theInstallation();
const folder = join(app, 'documented');

/** A block as a module of its own. */
function moduleOf({ code }: Snippet): string {
  const has = (name: string) => new RegExp(`\\b(?:const|import)\\s[^;=]*\\b${name}\\b`).test(code);
  const uses = (name: string) => new RegExp(`(?<![.\\w'])${name}(?![\\w'])`).test(code);
  const around = Object.entries(AROUND).filter(([name]) => uses(name) && !has(name));
  const stack = /Template\.fromStack/.test(code) ? STACKS.cdk : STACKS.local;
  const declared = [...around.map(([, line]) => line), ...(uses('stack') && !has('stack') ? [stack] : [])];
  return [...declared, code, 'export {};'].join('\n');
}

describe('the code of the documentation, in a fresh Amplify app', () => {
  let output: string;

  beforeAll(async () => {
    mkdirSync(folder);
    for (const snippet of SNIPPETS) writeFileSync(join(folder, `${snippet.name}.mts`), moduleOf(snippet));
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      skipLibCheck: true,
      types: ['node'],
      // An Amplify app has none of Node's own types.
      typeRoots: [resolve('node_modules/@types')],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts'] }));
    ({ stdout: output } = await runIn(app, 'npx tsc --project documented'));
  });

  // The app's own compiler is to see nothing but the app.
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is more than a dozen blocks', () => {
    expect(SNIPPETS.length).toBeGreaterThan(12);
  });

  it.each(SNIPPETS)('has the types that it needs: $name', ({ name }) => {
    expect(output.split('\n').filter((line) => line.includes(`${name}.mts`))).toEqual([]);
  });
});
