import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PipelineInputError } from '../checker/input/input-error.ts';
import { isObject, type JsonObject, objectOf, own } from './json.ts';
import { readJsonObject } from './read-json.ts';
import type { SourceTemplate } from './source-template.ts';

/** What one assembly, with those nested in it, gathers. */
interface Gathered {
  readonly templates: SourceTemplate[];
  readonly assets: Map<string, string>;
}

/**
 * Reads the templates in what `cdk synth` writes, those of stages and nested stacks included.
 *
 * @throws PipelineInputError where the folder holds no cloud assembly, or an incomplete one.
 */
export function readCloudAssembly(directory: string): SourceTemplate[] {
  const gathered: Gathered = { templates: [], assets: new Map() };
  readInto(resolve(directory), gathered);
  const { templates, assets } = gathered;
  const known = new Set(templates.map(({ file }) => file));
  const nested = [...new Set(assets.values())].filter(
    (path) =>
      path.endsWith('.json') && path.includes('.nested.template.') && !known.has(path) && existsSync(path),
  );
  const assetPath = (objectKey: string) => assets.get(objectKey);
  const constructPaths = templates.map(({ constructPath }) => constructPath);
  return [
    ...templates.map((template) => ({ ...template, assetPath })),
    ...nested.map((file) => ({
      name: basename(file).replace(/\.nested\.template\.json$/, ''),
      template: readJsonObject(file),
      file,
      assetPath,
      constructPath: (id: string) => firstOf(constructPaths.map((pathOf) => pathOf?.(id))),
    })),
  ];
}

function readInto(directory: string, gathered: Gathered): void {
  const manifestPath = join(directory, 'manifest.json');
  if (!existsSync(manifestPath)) {
    throw new PipelineInputError(
      `${directory} is not a cloud assembly (it has no manifest.json): synthesize the app first, for example with "npx cdk synth".`,
    );
  }
  for (const [id, artifact] of Object.entries(objectOf(readJsonObject(manifestPath).artifacts))) {
    const { type, properties: given } = objectOf(artifact);
    const properties = objectOf(given);
    if (type === 'cdk:cloud-assembly')
      readInto(join(directory, text(properties.directoryName, id)), gathered);
    if (type === 'cdk:asset-manifest') readAssets(directory, text(properties.file, ''), gathered.assets);
    if (type === 'aws:cloudformation:stack') {
      const file = join(directory, text(properties.templateFile, `${id}.template.json`));
      gathered.templates.push({
        name: text(properties.stackName, id),
        template: readJsonObject(file),
        file,
        constructPath: constructPaths(metadataOf(directory, objectOf(artifact))),
      });
    }
  }
}

function readAssets(directory: string, file: string, assets: Map<string, string>): void {
  for (const asset of Object.values(objectOf(readJsonObject(join(directory, file)).files))) {
    const path = own(own(asset, 'source'), 'path');
    if (typeof path !== 'string') continue;
    for (const destination of Object.values(objectOf(own(asset, 'destinations')))) {
      const key = own(destination, 'objectKey');
      if (typeof key === 'string') assets.set(basename(key), resolve(directory, path));
    }
  }
}

/** What the CDK notes of each construct is in the manifest, or in a file of its own. */
function metadataOf(directory: string, artifact: JsonObject): () => JsonObject {
  const { additionalMetadataFile, metadata } = artifact;
  if (typeof additionalMetadataFile !== 'string') return () => objectOf(metadata);
  return () => readJsonObject(join(directory, additionalMetadataFile));
}

/** Read only when a template names no paths itself. A logical id that two stacks have tells nothing. */
function constructPaths(metadata: () => JsonObject): (logicalId: string) => string | undefined {
  let paths: Map<unknown, string | undefined> | undefined;
  return (logicalId) => {
    paths ??= pathsIn(metadata());
    return paths.get(logicalId);
  };
}

function pathsIn(metadata: JsonObject): Map<unknown, string | undefined> {
  const paths = new Map<unknown, string | undefined>();
  for (const [path, entries] of Object.entries(metadata)) {
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (!isObject(entry) || entry.type !== 'aws:cdk:logicalId') continue;
      paths.set(entry.data, paths.has(entry.data) ? undefined : path.replace(/^\//, ''));
    }
  }
  return paths;
}

function firstOf<Item>(values: readonly (Item | undefined)[]): Item | undefined {
  return values.find((value) => value !== undefined);
}

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
