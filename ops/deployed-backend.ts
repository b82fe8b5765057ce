import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Pipelines, parsePipelines } from '../contract/pipelines.ts';
import { TargetError } from './target-error.ts';

/** Where Amplify writes the outputs of a deployed backend. */
export const OUTPUTS_FILE = 'amplify_outputs.json';

/** How they are written in the form that is read here: an app in Dart, Kotlin or Swift has them in another. */
export const OUTPUTS_COMMAND =
  'npx ampx generate outputs --app-id <app> --branch <branch> --format json --out-dir <dir>';

/**
 * The pipelines of the backend whose outputs are in `file`; `undefined` where there is no such file, or where that
 * backend has no pipeline.
 *
 * @throws TargetError where the file cannot be read as JSON, or what it says of pipelines is malformed.
 */
export function deployedPipelines(directory: string, file: string): Pipelines | undefined {
  const path = resolve(directory, file);
  if (!existsSync(path)) return undefined;
  const pipelines = readOutputs(path)?.custom?.pipelines;
  if (pipelines === undefined) return undefined;
  try {
    return parsePipelines(pipelines, path);
  } catch (cause) {
    throw new TargetError((cause as Error).message, { cause });
  }
}

function readOutputs(path: string): { custom?: { pipelines?: unknown } } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new TargetError(
      `${path} cannot be read as JSON: write the outputs in that form with "${OUTPUTS_COMMAND}", and name that file.`,
      { cause },
    );
  }
}
