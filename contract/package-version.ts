import { readFileSync } from 'node:fs';

/** This package's version; its description is two folders up from `dist/contract`, one from the source. */
export function packageVersion(): string {
  const path = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json';
  return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
}
