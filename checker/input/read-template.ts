import { readFileSync } from 'node:fs';
import { isObject, type UncheckedObject } from '../../template/json.ts';
import { decoded } from '../../template/read-json.ts';
import { PipelineInputError } from './input-error.ts';
import { readYaml } from './read-yaml.ts';
import { isTooLarge } from './size.ts';

const JSON_FILE = /\.json$/i;

/**
 * The template in a file, in JSON or in YAML.
 *
 * @throws PipelineInputError where it is neither.
 */
export function readTemplate(path: string): UncheckedObject {
  return templateIn(parsed(path), path);
}

/**
 * A value as the template that it is to be.
 *
 * @param name what was given, in words
 * @throws PipelineInputError where it is none.
 */
export function templateIn(template: unknown, name: string): UncheckedObject {
  if (isTooLarge(template)) {
    throw new PipelineInputError(
      `${name} is too large for a template, or holds itself: give one that CloudFormation takes, of 1 MB at most.`,
    );
  }
  if (isObject(template)) return template;
  throw new PipelineInputError(`${name} holds no object, so it is no template: give a synthesized one.`);
}

function parsed(path: string): unknown {
  const isJson = JSON_FILE.test(path);
  try {
    const text = decoded(readFileSync(path));
    if (isJson || text.trimStart().startsWith('{')) {
      const json = jsonIn(text);
      if (json !== undefined) return json;
    }
    if (!isJson) return readYaml(text);
  } catch (cause) {
    const [reason] = cause instanceof Error ? cause.message.split(/:?\n/, 1) : [String(cause)];
    throw new PipelineInputError(`${path} cannot be read as YAML: ${reason}.`, { cause });
  }
  throw new PipelineInputError(
    `${path} cannot be read as JSON: it is of another format or is incomplete, synthesize it again.`,
  );
}

/** `undefined` where it is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
