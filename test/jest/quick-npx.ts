import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSTALLED = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));

/**
 * Has the CDK, which runs esbuild by `npx --no-install` for each function that it bundles, find it at once: npx itself
 * takes most of a second to look. It runs whatever else it is asked for.
 */
export function quickenNpx(): void {
  const folders = process.env.PATH?.split(delimiter) ?? [];
  const npx = folders.map((folder) => join(folder, 'npx')).find(existsSync);
  if (!npx) return;
  const script = [
    '#!/bin/sh',
    'if [ "$1" = --no-install ]; then',
    '  command="$2"',
    '  shift 2',
    `  exec "${INSTALLED}/$command" "$@"`,
    'fi',
    `exec "${npx}" "$@"`,
  ];
  const folder = join(tmpdir(), 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'npx'), `${script.join('\n')}\n`, { mode: 0o755 });
  process.env.PATH = [folder, ...folders].join(delimiter);
}
