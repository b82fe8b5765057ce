import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readCloudAssembly } from '../../template/cloud-assembly.ts';
import { isObject, type UncheckedObject } from '../../template/json.ts';
import { AssemblyError, readJson } from '../../template/read-json.ts';
import type { SourceTemplate } from '../../template/source-template.ts';
import { PipelineInputError } from './input-error.ts';

const YAML = /\.ya?ml$/i;

/**
 * The templates in a file, or in a cloud assembly: those of stages and nested stacks included.
 *
 * @throws PipelineInputError where the path leads to none, or to an incomplete one.
 */
export function readPath(given: string): SourceTemplate[] {
  const path = resolve(given);
  if (!existsSync(path)) throw new PipelineInputError(`There is no ${path}: synthesize the app first.`);
  try {
    return statSync(path).isDirectory() ? readAssembly(path) : [readFile(path)];
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    throw new PipelineInputError(error.message, { cause: error });
  }
}

function readFile(path: string): SourceTemplate {
  if (YAML.test(path)) {
    throw new PipelineInputError(`${path} is YAML, which is not supported: give the template in JSON.`);
  }
  const name = basename(path).replace(/(\.template)?\.json$/i, '');
  return { name, template: templateIn(readJson(path), path), file: path };
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
      template: templateIn(readJson(file), file),
      file,
      assetPath,
      constructPath: (id: string) =>
        stacks.map(({ constructPath }) => constructPath(id)).find((each) => each !== undefined),
    })),
  ];
}

function templateIn(json: unknown, path: string): UncheckedObject {
  if (isObject(json)) return json;
  throw new PipelineInputError(`${path} holds no JSON object, so it is no template: give a synthesized one.`);
}
