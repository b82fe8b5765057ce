import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Finding } from '../../checker/index.ts';
import { describeIssues } from '../../contract/schema-issue.ts';
import { UsageError } from '../terminal/exit-code.ts';
import type { KnownFinding } from './baseline.ts';

const baselineSchema = v.object({
  findings: v.array(v.object({ rule: v.string(), path: v.string(), message: v.string() })),
});

/** @throws UsageError where the file is not there, or is no baseline. */
export function readBaseline(file: string): KnownFinding[] {
  const result = v.safeParse(baselineSchema, contentOf(file));
  if (result.success) return result.output.findings;
  const [fault] = describeIssues(result.issues, 'the whole');
  throw new UsageError(
    `The file ${file} is no baseline (${fault?.text}): write it anew with --baseline ${file} --write-baseline.`,
  );
}

/** Writes what is to be known from now on; the order is that of names, so that a change is seen as one. */
export function writeBaseline(file: string, findings: readonly Finding[]): void {
  const known = findings
    .map(({ rule, path, message }) => ({ rule, path, message }))
    .toSorted((one, other) => orderOf(one).localeCompare(orderOf(other), 'en'));
  writeFileSync(file, `${JSON.stringify({ findings: known }, undefined, 2)}\n`);
}

function orderOf({ path, rule, message }: KnownFinding): string {
  return [path, rule, message].join('\n');
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `The baseline ${file} cannot be read (${(error as Error).message}): write it with --baseline ${file} --write-baseline.`,
      { cause: error },
    );
  }
}
