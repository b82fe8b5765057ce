import { isObject, objectOf, own, type UncheckedObject } from '../template/json.ts';
import type { Resource } from '../template/resource.ts';
import type { SourceTemplate } from '../template/source-template.ts';
import { type Found, isAtOrBelow, type PlacedException } from './exceptions.ts';
import { ownerOf } from './input/serverless/made.ts';
import { isRule, NO_PIPELINE } from './options.ts';
import { fileOf, placeIn } from './places.ts';

/** By what an acknowledgement in code, as in `mailroom::tls`, or metadata names this checker. */
export const CHECKER = 'mailroom';

const PREFIX = `${CHECKER}::`;

/** Under this `Validations.of(…).acknowledge(…)` of the CDK notes `{ id: reason }` on a construct. */
export const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

/** What the app's code acknowledges, as cloud assemblies tell it. */
export function acknowledgedInCode(sources: readonly SourceTemplate[]): PlacedException[] {
  const found = new Map<string, PlacedException>();
  for (const { constructMetadata } of sources) {
    for (const [path, entries] of Object.entries(constructMetadata?.() ?? {})) {
      for (const entry of Array.isArray(entries) ? entries.map(objectOf) : []) {
        if (entry.type !== ACKNOWLEDGED) continue;
        // Some versions of the CDK note again what they have noted.
        for (const each of acknowledgementsOf(path.replace(/^\//, ''), entry)) {
          found.set(`${each.place} ${each.rule}`, each);
        }
      }
    }
  }
  return [...found.values()];
}

/** What a note of the CDK on the construct with this path acknowledges. */
export function acknowledgementsOf(path: string, { data, trace }: UncheckedObject): PlacedException[] {
  const madeAt = placeIn(trace);
  return Object.entries(objectOf(data))
    .filter(([id]) => id.startsWith(PREFIX))
    .map(([id, reason]) => ({
      ...placed(
        'code',
        path,
        id.slice(PREFIX.length),
        reason,
        // That there is no pipeline is nobody's in particular.
        ({ finding }) => finding.rule === NO_PIPELINE || isAtOrBelow(finding.path, path),
      ),
      ...(madeAt && { madeAt }),
    }));
}

/** What templates accept by `Metadata: { mailroom: { except: [{ rule, reason }] } }`, of a resource or of all. */
export function acceptedInMetadata(
  sources: readonly SourceTemplate[],
  resources: readonly Resource[],
): PlacedException[] {
  return [
    ...sources.flatMap((source) =>
      exceptIn(own(source.template, 'Metadata')).map((item) => ({
        ...inMetadata(item, source.name, ({ resource }) => !resource || resource.stack.source === source),
        ...fileOf(source),
      })),
    ),
    ...resources.flatMap((resource) =>
      exceptIn(resource.metadata).map((item) => ({
        ...inMetadata(item, resource.constructPath ?? resource.path, (found) => isToldAs(resource, found)),
        logicalId: resource.logicalId,
        ...fileOf(resource.stack.source),
      })),
    ),
  ];
}

/** What SAM makes for a function of the template is told as that. */
function isToldAs({ stack, logicalId }: Resource, { resource }: Found): boolean {
  return (
    resource !== undefined &&
    resource.stack.source === stack.source &&
    resource.stack.path === stack.path &&
    ownerOf(resource) === logicalId
  );
}

function exceptIn(metadata: unknown): readonly unknown[] {
  const except = own(own(metadata, CHECKER), 'except');
  if (except === undefined) return [];
  return Array.isArray(except) ? except : [except];
}

function inMetadata(item: unknown, place: string, isAbout: PlacedException['isAbout']): PlacedException {
  if (isObject(item)) return placed('metadata', place, own(item, 'rule'), own(item, 'reason'), isAbout);
  return {
    ...placed('metadata', place, '?', '', isAbout),
    fault: 'it is no object with a rule and a reason',
  };
}

function placed(
  origin: PlacedException['origin'],
  place: string,
  rule: unknown,
  reason: unknown,
  isAbout: PlacedException['isAbout'],
): PlacedException {
  const named = typeof rule === 'string' ? rule : '?';
  const told = typeof reason === 'string' ? reason.trim() : '';
  const fault = isRule(named)
    ? told === ''
      ? 'it gives no reason'
      : undefined
    : `there is no rule ${named}`;
  return { origin, rule: named, reason: told, place, isAbout, ...(fault !== undefined && { fault }) };
}
