import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isCloudAssembly, readCloudAssembly } from '../../template/cloud-assembly.ts';
import { AssemblyError } from '../../template/read-json.ts';
import type { SourceTemplate } from '../../template/source-template.ts';
import { PipelineInputError } from './input-error.ts';
import { readTemplate, templateIn } from './read-template.ts';

/** The templates that the Serverless Framework and SAM put into their folders. */
const IN_FOLDER = [
  'cloudformation-template-update-stack.json',
  ...['yaml', 'yml', 'json'].map((ending) => `template.${ending}`),
];

/**
 * The templates in a file, in a cloud assembly, those of stages and nested stacks included, or in the folder of another tool.
 *
 * @throws PipelineInputError where the path leads to none, or to an incomplete one.
 */
export function readPath(given: string): SourceTemplate[] {
  const path = resolve(given);
  if (!existsSync(path)) throw new PipelineInputError(`There is no ${path}: synthesize the app first.`);
  try {
    return statSync(path).isDirectory() ? readFolder(path) : [readFile(path)];
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    throw new PipelineInputError(error.message, { cause: error });
  }
}

function readFolder(path: string): SourceTemplate[] {
  const other = IN_FOLDER.map((name) => join(path, name)).find((file) => existsSync(file));
  return other === undefined || isCloudAssembly(path) ? readAssembly(path) : [readFile(other)];
}

function readFile(path: string): SourceTemplate {
  const name = basename(path).replace(/(?:\.template)?(?:\.(?:json|ya?ml))?$/i, '');
  return { name, template: readTemplate(path), file: path };
}

function readAssembly(path: string): SourceTemplate[] {
  const { stacks, assetPaths, assetPath } = readCloudAssembly(path);
  const known = new Set(stacks.map(({ file }) => file));
  const nested = assetPaths.filter(
    (file) =>
      file.endsWith('.json') && file.includes('.nested.template.') && !known.has(file) && existsSync(file),
  );
  return [
    ...stacks.map((stack) => ({ ...stack, template: templateIn(stack.template, stack.file), assetPath })),
    ...nested.map((file) => ({
      name: basename(file).replace(/\.nested\.template\.json$/, ''),
      template: readTemplate(file),
      file,
      assetPath,
      constructPath: (id: string) => onlyOne(stacks.flatMap(({ constructPath }) => constructPath(id) ?? [])),
    })),
  ];
}

/** Of several constructs with an id nobody knows which is meant. */
function onlyOne(paths: readonly string[]): string | undefined {
  return paths.length === 1 ? paths[0] : undefined;
}
