import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { Resource } from '../assembly/stack-scope.ts';
import type { FunctionConfiguration } from '../lambda/function-configuration.ts';
import { type FunctionEndpoints, functionEnvironment } from './function-environment.ts';
import { objectOf, ResourceReader } from './resource-properties.ts';

/** Lambda's own defaults. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/** Whether the local stack can run the function: it has only the Node.js runtimes. */
export function runsNode(resource: Resource): boolean {
  return String(resource.properties().Runtime ?? '').startsWith('nodejs');
}

/** Reads a function from its resource and its asset. */
export function functionOf(
  resource: Resource,
  assembly: CloudAssembly,
  region: string,
  endpoints: FunctionEndpoints,
): FunctionConfiguration {
  const reader = new ResourceReader(resource);
  const name = String(resource.ref());
  const memoryMegabytes = reader.number('MemorySize', DEFAULT_MEMORY_MEGABYTES);
  const handler = reader.text('Handler');
  const reserved = reader.properties.ReservedConcurrentExecutions;
  const own = objectOf(reader.object('Environment').Variables);
  const logging = reader.object('LoggingConfig');
  const settings = { name, handler, memoryMegabytes, region, logging, runtime: reader.text('Runtime') };
  return {
    name,
    arn: String(resource.getAtt('Arn')),
    constructPath: resource.constructPath,
    codeDirectory: codeDirectory(reader, assembly),
    handler,
    runtime: settings.runtime,
    timeoutMilliseconds: reader.number('Timeout', DEFAULT_TIMEOUT_SECONDS) * 1000,
    memoryMegabytes,
    environment: functionEnvironment(settings, own, endpoints),
    reservedConcurrency: reserved === undefined ? undefined : Number(reserved),
  };
}

function codeDirectory(reader: ResourceReader, assembly: CloudAssembly): string {
  const { S3Key, ZipFile } = reader.object('Code');
  if (typeof ZipFile === 'string') return inlineCode(ZipFile);
  const path = typeof S3Key === 'string' ? assembly.assetPath(basename(S3Key)) : undefined;
  if (path === undefined)
    throw reader.fault(`its code ${JSON.stringify(S3Key)} is not an asset of the assembly`);
  if (path.endsWith('.zip')) {
    throw reader.fault(
      'its code is a zip file; the local stack runs only folders, as Code.fromAsset(folder) gives',
    );
  }
  return path;
}

/** Code inside the template is CommonJS in `index.js`, as on AWS. */
function inlineCode(code: string): string {
  const parent = join(tmpdir(), 'mailroom-inline');
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, 'code-'));
  writeFileSync(join(directory, 'index.js'), code);
  return directory;
}
