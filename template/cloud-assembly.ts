import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isObject, objectOf, own, type UncheckedObject } from './json.ts';
import { hasLegacyAssets, legacyAssetsIn } from './legacy-assets.ts';
import { AssemblyError, readJson } from './read-json.ts';

/** One stack of an assembly that deploys on its own, not by a parent. */
export interface AssemblyStack {
  readonly name: string;
  /** By which the manifest knows it, and whom it is deployed after, by theirs. */
  readonly id: string;
  readonly dependencies: readonly string[];
  /** Its path in the app, `Stage/Stack`. */
  readonly displayName: string;
  /** The path of its template, and what is in it. */
  readonly file: string;
  readonly template: unknown;
  /** The region that the app chose, or `undefined` where it left that to the deployment. */
  readonly region: string | undefined;
  /** The values of the parameters that stand for its assets, where it has such. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The path of the construct behind a logical id, nested stacks included, where only one has that id. */
  constructPath(logicalId: string): string | undefined;
  /** What the CDK noted of each construct, by its path, nested stacks included. */
  constructMetadata(): UncheckedObject;
}

/** A synthesized CDK app: what `cdk synth` writes to `cdk.out`. */
export interface CloudAssembly {
  readonly directory: string;
  readonly stacks: readonly AssemblyStack[];
  /** The files and folders of its assets. */
  readonly assetPaths: readonly string[];
  /** The one behind the key that an asset has in the bootstrap bucket. */
  assetPath(objectKey: string): string | undefined;
}

/** Whether `directory` holds what `cdk synth` writes. */
export function isCloudAssembly(directory: string): boolean {
  return existsSync(join(directory, 'manifest.json'));
}

/**
 * Reads the cloud assembly in `directory`, nested assemblies (stages) included.
 *
 * @throws AssemblyError where the folder holds no cloud assembly, or an incomplete one.
 */
export function readCloudAssembly(directory: string): CloudAssembly {
  const root = resolve(directory);
  const stacks: AssemblyStack[] = [];
  const assets = new Map<string, string>();
  readInto(root, stacks, assets);
  const assetPaths = [...new Set(assets.values())];
  return { directory: root, stacks, assetPaths, assetPath: (objectKey) => assets.get(objectKey) };
}

function readInto(directory: string, stacks: AssemblyStack[], assets: Map<string, string>): void {
  if (!isCloudAssembly(directory)) {
    throw new AssemblyError(
      `${directory} is not a cloud assembly (it has no manifest.json): synthesize the app first, for example with "npx cdk synth".`,
    );
  }
  const manifest = readJson(join(directory, 'manifest.json'));
  for (const [id, given] of Object.entries(objectOf(own(manifest, 'artifacts')))) {
    const artifact = objectOf(given);
    const named = (key: string, fallback: string) => textIn(own(artifact.properties, key)) ?? fallback;
    if (artifact.type === 'cdk:cloud-assembly') {
      readInto(join(directory, named('directoryName', id)), stacks, assets);
    }
    if (artifact.type === 'cdk:asset-manifest') readAssets(directory, named('file', ''), assets);
    if (artifact.type === 'aws:cloudformation:stack') {
      const file = join(directory, named('templateFile', `${id}.template.json`));
      const template = readJson(file);
      const constructMetadata = metadataOf(directory, artifact);
      const legacy = hasLegacyAssets(template) ? legacyAssetsIn(constructMetadata()) : [];
      for (const { objectKey, path } of legacy) assets.set(objectKey, resolve(directory, path));
      const name = named('stackName', id);
      stacks.push({
        ...{ id, name, file, template },
        displayName: textIn(artifact.displayName)?.replace(/ \(.*\)$/, '') ?? name,
        dependencies: textsIn(artifact.dependencies),
        region: regionOf(artifact.environment),
        parameters: Object.assign({}, ...legacy.map(({ parameters }) => parameters)),
        constructPath: constructPaths(constructMetadata),
        constructMetadata,
      });
    }
  }
}

function readAssets(directory: string, file: string, assets: Map<string, string>): void {
  for (const asset of Object.values(objectOf(own(readJson(join(directory, file)), 'files')))) {
    const path = textIn(own(own(asset, 'source'), 'path'));
    if (path === undefined) continue;
    for (const destination of Object.values(objectOf(own(asset, 'destinations')))) {
      const key = textIn(own(destination, 'objectKey'));
      if (key !== undefined) assets.set(basename(key), resolve(directory, path));
    }
  }
}

/** `aws://unknown-account/unknown-region` is what the CDK writes for an app that any region can hold. */
function regionOf(environment: unknown): string | undefined {
  const region = textIn(environment)?.split('/').at(-1);
  return region?.startsWith('unknown') ? undefined : region;
}

/** What the CDK notes of each construct is in the manifest or in a file of its own, which is read when it is asked for. */
function metadataOf(
  directory: string,
  { additionalMetadataFile, metadata }: UncheckedObject,
): () => UncheckedObject {
  const file = textIn(additionalMetadataFile);
  let noted: UncheckedObject | undefined;
  return () => {
    noted ??= objectOf(file === undefined ? metadata : readJson(join(directory, file)));
    return noted;
  };
}

/** A logical id that two constructs have tells nothing. */
function constructPaths(metadata: () => UncheckedObject): (logicalId: string) => string | undefined {
  let paths: Map<unknown, string | undefined> | undefined;
  return (logicalId) => {
    paths ??= pathsIn(metadata());
    return paths.get(logicalId);
  };
}

function pathsIn(metadata: UncheckedObject): Map<unknown, string | undefined> {
  const paths = new Map<unknown, string | undefined>();
  for (const [path, entries] of Object.entries(metadata)) {
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (!isObject(entry) || entry.type !== 'aws:cdk:logicalId') continue;
      paths.set(entry.data, paths.has(entry.data) ? undefined : path.replace(/^\//, ''));
    }
  }
  return paths;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
