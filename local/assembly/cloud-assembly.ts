import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readJson } from './read-json.ts';
import { readTemplate } from './read-template.ts';
import type { Template } from './template.ts';

/** One stack of an assembly that deploys on its own, not by a parent. */
interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  /** The region that the app chose, or `undefined` where it left that to the deployment. */
  readonly region: string | undefined;
  /** The path of the construct behind a logical id, nested stacks included, where only one has that id. */
  constructPath(logicalId: string): string | undefined;
}

/** A synthesized CDK app: what `cdk synth` writes to `cdk.out`. */
export interface CloudAssembly {
  readonly directory: string;
  readonly stacks: readonly AssemblyStack[];
  /** The file or folder behind the key that an asset has in the bootstrap bucket. */
  assetPath(objectKey: string): string | undefined;
}

interface Manifest {
  artifacts?: Record<
    string,
    {
      type: string;
      environment?: string;
      metadata?: Metadata;
      additionalMetadataFile?: string;
      properties?: { file?: string; templateFile?: string; stackName?: string; directoryName?: string };
    }
  >;
}

/** What the CDK notes of each construct, by its path. */
type Metadata = Record<string, { type: string; data?: unknown }[]>;

interface AssetManifest {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
}

/** Whether `directory` holds what `cdk synth` writes. */
export function isCloudAssembly(directory: string): boolean {
  return existsSync(join(directory, 'manifest.json'));
}

/**
 * Reads the cloud assembly in `directory`, nested assemblies (stages) included.
 *
 * @throws Error where the folder holds no cloud assembly, or one without a stack.
 */
export function readCloudAssembly(directory: string): CloudAssembly {
  const root = resolve(directory);
  const stacks: AssemblyStack[] = [];
  const assets = new Map<string, string>();
  readInto(root, stacks, assets);
  if (stacks.length === 0) throw new Error(`The cloud assembly in ${root} holds no stack.`);
  refuseSameNames(root, stacks);
  return { directory: root, stacks, assetPath: (objectKey) => assets.get(objectKey) };
}

function readInto(directory: string, stacks: AssemblyStack[], assets: Map<string, string>): void {
  if (!isCloudAssembly(directory)) {
    throw new Error(
      `${directory} is not a cloud assembly (it has no manifest.json): synthesize the app first, for example with "cdk synth".`,
    );
  }
  const manifest = readJson<Manifest>(directory, 'manifest.json');
  for (const [id, artifact] of Object.entries(manifest.artifacts ?? {})) {
    const { type, environment, properties = {} } = artifact;
    if (type === 'cdk:cloud-assembly')
      readInto(join(directory, properties.directoryName ?? id), stacks, assets);
    if (type === 'cdk:asset-manifest') readAssets(directory, properties.file ?? '', assets);
    if (type === 'aws:cloudformation:stack') {
      const template = readTemplate(join(directory, properties.templateFile ?? `${id}.template.json`));
      const metadata = artifact.additionalMetadataFile
        ? readJson<Metadata>(directory, artifact.additionalMetadataFile)
        : artifact.metadata;
      stacks.push({
        name: properties.stackName ?? id,
        template,
        region: regionOf(environment),
        constructPath: constructPaths(metadata ?? {}),
      });
    }
  }
}

/** The CDK allows one name in two regions or accounts; here there is only one of each. */
function refuseSameNames(directory: string, stacks: readonly AssemblyStack[]): void {
  const names = stacks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(
    `The cloud assembly in ${directory} holds two stacks named ${twice}: the local stack is one region, so give them different names.`,
  );
}

function readAssets(directory: string, file: string, assets: Map<string, string>): void {
  const { files = {} } = readJson<AssetManifest>(directory, file);
  for (const { source, destinations } of Object.values(files)) {
    if (source.path === undefined) continue;
    const path = resolve(directory, source.path);
    for (const { objectKey } of Object.values(destinations)) assets.set(basename(objectKey), path);
  }
}

function constructPaths(metadata: Metadata): (logicalId: string) => string | undefined {
  const paths = new Map<unknown, string | undefined>();
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data } of entries) {
      if (type === 'aws:cdk:logicalId') paths.set(data, paths.has(data) ? undefined : path.slice(1));
    }
  }
  return (logicalId) => paths.get(logicalId);
}

/** `aws://unknown-account/unknown-region` is what the CDK writes for an app that any region can hold. */
function regionOf(environment: string | undefined): string | undefined {
  const region = environment?.split('/').at(-1);
  return region === undefined || region.startsWith('unknown') ? undefined : region;
}
