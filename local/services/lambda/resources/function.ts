import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CloudAssembly } from '../../../assembly/cloud-assembly.ts';
import { objectOf, ResourceReader } from '../../../assembly/resource-reader.ts';
import type { Resource } from '../../../assembly/stack-scope.ts';
import { textOf } from '../../../assembly/template.ts';
import type { FunctionConfiguration } from '../function-configuration.ts';
import { type FunctionEndpoints, functionEnvironment } from '../function-environment.ts';

/** Lambda's own defaults. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/** Whether the local stack can run the function: it has only the Node.js runtimes. */
export function runsNode(resource: Resource): boolean {
  return textOf(resource.properties().Runtime).startsWith('nodejs');
}

/** Reads a function from its resource and its asset. */
export function functionOf(
  resource: Resource,
  assembly: CloudAssembly,
  region: string,
  endpoints: FunctionEndpoints,
): FunctionConfiguration {
  const reader = new ResourceReader(resource);
  const settings = {
    name: textOf(resource.ref()),
    codeDirectory: codeDirectory(reader, assembly),
    handler: reader.text('Handler'),
    runtime: reader.text('Runtime'),
    memoryMegabytes: reader.number('MemorySize', DEFAULT_MEMORY_MEGABYTES),
  };
  const own = objectOf(reader.object('Environment').Variables);
  const logging = reader.object('LoggingConfig');
  const reserved = 'ReservedConcurrentExecutions';
  return {
    ...settings,
    arn: textOf(resource.getAtt('Arn')),
    constructPath: resource.constructPath,
    timeoutMilliseconds: reader.number('Timeout', DEFAULT_TIMEOUT_SECONDS) * 1000,
    environment: functionEnvironment({ ...settings, region, logging }, own, endpoints),
    reservedConcurrency: reader.properties[reserved] === undefined ? undefined : reader.number(reserved, 0),
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
  if (!existsSync(path)) {
    throw reader.fault(`its code ${path} is missing: the cloud assembly is incomplete, synthesize it again`);
  }
  return path;
}

/** The folders of inline codes: the same code is in the same one, so that it counts as unchanged. */
const inlineCodes = new Map<string, string>();
let inlineParent: string | undefined;

/** Code inside the template is CommonJS in `index.js`, as on AWS. */
function inlineCode(code: string): string {
  const known = inlineCodes.get(code);
  if (known !== undefined) return known;
  inlineParent ??= temporaryDirectory();
  const directory = join(inlineParent, String(inlineCodes.size));
  mkdirSync(directory);
  writeFileSync(join(directory, 'index.js'), code);
  inlineCodes.set(code, directory);
  return directory;
}

/** A folder that ends with this process. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mailroom-inline-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
