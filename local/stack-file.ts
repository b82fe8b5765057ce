import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOCAL_STACK_FILE, type LocalStackFile } from '../contract/local-stack-file.ts';
import type { LocalStack } from './local-stack.ts';

/** Writes where a ready stack is, for commands and tools that act on it. */
export function writeStackFile(stack: LocalStack, directory: string): void {
  const path = join(directory, LOCAL_STACK_FILE);
  const { region, accountId, inboxUrl, endpoints, pipelines } = stack;
  const content: LocalStackFile = { pid: process.pid, region, accountId, inboxUrl, endpoints, pipelines };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
}

export function removeStackFile(directory: string): void {
  rmSync(join(directory, LOCAL_STACK_FILE), { force: true });
}
