import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Pipelines, parsePipelines } from '../contract/pipelines.ts';

/** Where Amplify writes the outputs of a deployed backend. */
export const OUTPUTS_FILE = 'amplify_outputs.json';

/**
 * The pipelines of the backend whose outputs are in `file`; `undefined` where there is no such file, or where that
 * backend has no pipeline.
 *
 * @throws Error where the file cannot be read as JSON, or what it says of pipelines is malformed.
 */
export function deployedPipelines(directory: string, file: string): Pipelines | undefined {
  const path = resolve(directory, file);
  if (!existsSync(path)) return undefined;
  const outputs = readOutputs(path);
  return outputs.custom?.pipelines === undefined ? undefined : parsePipelines(outputs.custom.pipelines, path);
}

function readOutputs(path: string): { custom?: { pipelines?: unknown } } {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path} cannot be read as JSON: deploy the backend again to write it anew.`, { cause });
  }
}
