import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with `files`: those that are not text are written as JSON. */
export function aFolder(files: Readonly<Record<string, unknown>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

/** A stack as a manifest lists it. */
export function aStackArtifact(
  properties: Record<string, unknown> = {},
  environment = 'aws://unknown-account/unknown-region',
) {
  return {
    type: 'aws:cloudformation:stack',
    environment,
    properties: { templateFile: 'App.template.json', ...properties },
  };
}

/** A manifest of assets, by the key that each has in the bucket. */
export function assetsOf(files: Readonly<Record<string, string>>) {
  const entries = Object.entries(files).map(([objectKey, path]) => [
    objectKey,
    { source: { path }, destinations: { here: { bucketName: 'assets', objectKey } } },
  ]);
  return { files: Object.fromEntries(entries) };
}
