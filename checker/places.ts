import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { objectOf } from '../template/json.ts';
import type { SourceTemplate } from '../template/source-template.ts';
import type { SourcePlace } from './finding.ts';

/** The CDK notes the stack of calls that made a construct, and older ones do so for `CDK_DEBUG` alone, elsewhere. */
const CREATION_STACK = 'aws:cdk:creationStack';
const LOGICAL_ID = 'aws:cdk:logicalId';

/** A file, a line and a column, as V8 ends each line of a stack. */
const FRAME = /(?:^|[\s(])((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*):(\d+):(\d+)\)?$/;

/** So the CDK writes a frame outside of any function whose column has one digit. */
const FRAME_WITHOUT_COLUMN = /^(file:\/\/[^()]*):(\d+) \(:\)$/;

/** Code that is not the app's own. */
const FOREIGN = /[\\/]node_modules[\\/]|^node:/;

/** Where the app's own code made the construct with this path; `undefined` where no cloud assembly tells. */
export function creationPlace(
  constructPath: string,
  sources: readonly SourceTemplate[],
): SourcePlace | undefined {
  for (const { constructMetadata } of sources) {
    const entries = constructMetadata?.()[`/${constructPath}`];
    if (!Array.isArray(entries)) continue;
    const notes = entries.map(objectOf);
    const stack =
      notes.find(({ type }) => type === CREATION_STACK)?.data ??
      notes.find(({ type }) => type === LOGICAL_ID)?.trace;
    return placeIn(stack);
  }
  return undefined;
}

/** The file of a template; one that was given has a name, and no file. */
export function fileOf({ file }: SourceTemplate): { file?: string } {
  return isAbsolute(file) ? { file } : {};
}

/** The first place in a stack that is in the app's own code. */
export function placeIn(stack: unknown): SourcePlace | undefined {
  for (const frame of Array.isArray(stack) ? stack : []) {
    const text = String(frame).trim();
    const [, place, line, column = 1] = FRAME.exec(text) ?? FRAME_WITHOUT_COLUMN.exec(text) ?? [];
    const file = place?.startsWith('file:') ? pathIn(place) : place;
    if (file === undefined || FOREIGN.test(file)) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

/** The path in a file's URL; `undefined` where it is no URL of a file on this machine. */
function pathIn(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
