import { fileURLToPath } from 'node:url';
import { objectOf } from '../template/json.ts';
import type { SourceTemplate } from '../template/source-template.ts';
import type { SourcePlace } from './finding.ts';

/** The CDK notes the stack of calls that made a construct, and older ones do so for `CDK_DEBUG` alone, elsewhere. */
const CREATION_STACK = 'aws:cdk:creationStack';
const LOGICAL_ID = 'aws:cdk:logicalId';

/** A file, a line and a column, as V8 ends each line of a stack. */
const FRAME = /(?:^|[\s(])((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*):(\d+):(\d+)\)?$/;

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
    return Array.isArray(stack) ? firstOwn(stack) : undefined;
  }
  return undefined;
}

function firstOwn(stack: readonly unknown[]): SourcePlace | undefined {
  for (const frame of stack) {
    const [, place, line, column] = FRAME.exec(String(frame).trim()) ?? [];
    if (place === undefined || FOREIGN.test(place)) continue;
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}
