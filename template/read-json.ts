import { readFileSync } from 'node:fs';
import { PipelineInputError } from '../checker/input/input-error.ts';
import { isObject, type JsonObject } from './json.ts';

/**
 * Reads a file that holds a JSON object.
 *
 * @throws PipelineInputError naming the file, where it is missing, or holds something else.
 */
export function readJsonObject(path: string): JsonObject {
  const json = parse(path);
  if (isObject(json)) return json;
  throw new PipelineInputError(`${path} holds no JSON object, so it is no template: give a synthesized one.`);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new PipelineInputError(
      `${path} cannot be read as JSON: it is missing, incomplete or of another format, so synthesize it again.`,
      { cause },
    );
  }
}
