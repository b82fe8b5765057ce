import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOCAL_STACK_FILE, type LocalStackFile, parseLocalStackFile } from '../contract/local-stack-file.ts';
import { OWNER_ONLY_FILE } from './hosting/own-folder.ts';
import type { LocalStack } from './local-stack.ts';

/** Where a ready stack is, for commands and tools that act on it. */
export function describeStack(stack: LocalStack): LocalStackFile {
  const { region, accountId, inboxUrl, endpoints, pipelines } = stack;
  const functions = [...stack.functions.keys()];
  return { pid: process.pid, region, accountId, inboxUrl, endpoints, pipelines, functions };
}

/** What acts on a ready stack beside its services. */
export type Served = Pick<LocalStackFile, 'consoleUrl' | 'controlUrl' | 'controlToken'>;

/** Writes where a ready stack is, into the folder in which it was started. */
export function writeStackFile(stack: LocalStack, directory: string, served: Served = {}): void {
  const path = join(directory, LOCAL_STACK_FILE);
  const content: LocalStackFile = { ...describeStack(stack), ...served };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Whoever reads it finds all of it or none.
  const written = `${path}.${process.pid}`;
  writeFileSync(written, `${JSON.stringify(content, null, 2)}\n`, { mode: OWNER_ONLY_FILE });
  renameSync(written, path);
}

/** Removes the file again, unless it is another stack's by now. */
export function removeStackFile(directory: string): void {
  const path = join(directory, LOCAL_STACK_FILE);
  if (!existsSync(path)) return;
  const { pid } = parseLocalStackFile(readFileSync(path, 'utf8'), path);
  if (pid === process.pid) rmSync(path);
}
