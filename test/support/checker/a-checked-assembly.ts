import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes files, by their paths, into a folder of its own; what is no text is written as JSON. */
export function aFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-check-'));
  writeFiles(folder, files);
  return folder;
}

/** Writes files, by their paths, into a folder; what is no text is written as JSON. */
export function writeFiles(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** The manifest of an assembly with these stacks, whose assets are in `assets.json`. */
export function aManifest(
  stacks: Readonly<Record<string, string>>,
  artifact: Readonly<Record<string, unknown>> = {},
): object {
  const artifacts = Object.entries(stacks).map(([id, templateFile]) => [
    id,
    { type: 'aws:cloudformation:stack', properties: { templateFile }, ...artifact },
  ]);
  const assets = { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } };
  return { artifacts: { ...Object.fromEntries(artifacts), assets } };
}

/** What an asset manifest says of files, by their object keys. */
export function someAssets(paths: Readonly<Record<string, string>>): object {
  const files = Object.entries(paths).map(([objectKey, path]) => [
    objectKey,
    { source: { path }, destinations: { here: { objectKey } } },
  ]);
  return { files: Object.fromEntries(files) };
}
