import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalStackFile } from '../../../contract/local-stack-file.ts';
import type { Pipelines } from '../../../contract/pipelines.ts';

/** A process id that no machine gives. */
export const DEAD_PID = 2 ** 22 + 1;

/** A pipeline by what tells it from another. */
export const aPipeline = (name: string, region = 'eu-west-1') => ({
  topicArn: `arn:aws:sns:${region}:123456789012:${name}`,
  functions: {},
});

export const aStackFile = (pipelines: Pipelines, parts: Partial<LocalStackFile> = {}): LocalStackFile => ({
  pid: process.pid,
  region: 'us-east-1',
  accountId: '000000000000',
  inboxUrl: 'http://127.0.0.1:8025',
  endpoints: {
    sns: 'http://127.0.0.1:8026',
    sqs: 'http://127.0.0.1:8026',
    ses: 'http://127.0.0.1:8025',
    dynamodb: 'http://127.0.0.1:8027',
    lambda: 'http://127.0.0.1:8028',
    cloudwatch: 'http://127.0.0.1:8029',
    sts: 'http://127.0.0.1:8026',
    s3: 'http://127.0.0.1:8026',
  },
  pipelines,
  functions: [],
  ...parts,
});

/** What stands in a project's folder; what is text is written as it is. */
export interface AProject {
  readonly stack?: LocalStackFile | string;
  readonly outputs?: unknown;
}

/** Folders of projects, to be removed after a test. */
export class Projects {
  readonly #directories: string[] = [];

  create({ stack, outputs }: AProject = {}): string {
    const directory = mkdtempSync(join(tmpdir(), 'mailroom-project-'));
    this.#directories.push(directory);
    mkdirSync(join(directory, '.local'));
    if (stack !== undefined) writeFileSync(join(directory, '.local', 'stack.json'), textOf(stack));
    if (outputs !== undefined) writeFileSync(join(directory, 'amplify_outputs.json'), textOf(outputs));
    return directory;
  }

  remove(): void {
    for (const directory of this.#directories.splice(0)) rmSync(directory, { recursive: true });
  }
}

/** What Amplify writes of a backend with these pipelines. */
export const outputsWith = (pipelines: unknown) => ({ version: '1.4', custom: { pipelines } });

const textOf = (content: unknown) => (typeof content === 'string' ? content : JSON.stringify(content));
