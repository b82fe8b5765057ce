import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Template } from './template.ts';

/** One stack of an assembly that deploys on its own, not by a parent. */
export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  /** The region that the app chose, or `undefined` where it left that to the deployment. */
  readonly region: string | undefined;
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
      properties?: { file?: string; templateFile?: string; stackName?: string; directoryName?: string };
    }
  >;
}

interface AssetManifest {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
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
  return { directory: root, stacks, assetPath: (objectKey) => assets.get(objectKey) };
}

function readInto(directory: string, stacks: AssemblyStack[], assets: Map<string, string>): void {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new Error(
      `${directory} is not a cloud assembly (it has no manifest.json): synthesize the app first, for example with "cdk synth".`,
    );
  }
  const manifest = readJson<Manifest>(directory, 'manifest.json');
  for (const [id, { type, environment, properties = {} }] of Object.entries(manifest.artifacts ?? {})) {
    if (type === 'cdk:cloud-assembly') readInto(join(directory, properties.directoryName ?? id), stacks, assets);
    if (type === 'cdk:asset-manifest') readAssets(directory, properties.file ?? '', assets);
    if (type === 'aws:cloudformation:stack') {
      const template = readJson<Template>(directory, properties.templateFile ?? `${id}.template.json`);
      stacks.push({ name: properties.stackName ?? id, template, region: regionOf(environment) });
    }
  }
}

function readAssets(directory: string, file: string, assets: Map<string, string>): void {
  const { files = {} } = readJson<AssetManifest>(directory, file);
  for (const { source, destinations } of Object.values(files)) {
    if (source.path === undefined) continue;
    const path = resolve(directory, source.path);
    for (const { objectKey } of Object.values(destinations)) assets.set(basename(objectKey), path);
  }
}

/** `aws://unknown-account/unknown-region` is what the CDK writes for an app that any region can hold. */
function regionOf(environment: string | undefined): string | undefined {
  const region = environment?.split('/').at(-1);
  return region === undefined || region.startsWith('unknown') ? undefined : region;
}

function readJson<T>(directory: string, file: string): T {
  const path = join(directory, file);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`${path} cannot be read as JSON: the cloud assembly is incomplete, synthesize it again.`, {
      cause,
    });
  }
}
