import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { it } from '@jest/globals';

const MAJOR = 20;

export const OLD_NODE = oldNode();

/** A test that needs the old Node.js; skipped, and so counted as not done, on a machine without it. */
export const onOldNode = OLD_NODE ? it : it.skip;

/** What NODE_20 names, or a `node` of the machine's own, which is not that of this repository. */
function oldNode(): string | undefined {
  const { NODE_20, PATH = '' } = process.env;
  const theirs = PATH.split(delimiter).filter((path) => !path.includes(`${sep}node_modules${sep}`));
  const candidates = [...(NODE_20 ? [NODE_20] : []), ...theirs.map((path) => join(path, 'node'))];
  return candidates.find((node) => existsSync(node) && majorOf(node) === MAJOR);
}

function majorOf(node: string): number {
  return Number.parseInt(execFileSync(node, ['--print', 'process.versions.node'], { encoding: 'utf8' }), 10);
}
