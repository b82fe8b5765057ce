import { type DeadLetter, idOf, payloadOf } from '../dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../dead-letters/dead-letter-queue.ts';
import { type DeadLetterGroup, DeadLetterGroups } from '../dead-letters/groups.ts';
import { type Coverage, scan } from '../dead-letters/scan.ts';
import { SeenNames } from '../dead-letters/seen-names.ts';
import type { RedriveScope } from './scope.ts';
import { type RedriveRequest, select } from './selection.ts';

/** What a redrive would do. */
export interface RedrivePlan extends Coverage {
  /** How many would go back. */
  readonly count: number;
  /** Those, by reason and error. */
  readonly groups: readonly DeadLetterGroup[];
  /** What would stay. */
  readonly staying: {
    /** Failed again after a redrive. */
    readonly redrivenBefore: number;
    /** Those of which the patch makes no notification, by what is wrong with it. */
    readonly unpatchable: Readonly<Record<string, number>>;
    readonly notMeant: number;
  };
  /** The first payload that the patch changes, before and after; `undefined` without one. */
  readonly example: { readonly id: string; readonly before: string; readonly after: string } | undefined;
  readonly scope: RedriveScope;
  /** Of all that were received. */
  readonly names: SeenNames;
}

/** Looks through a dead-letter queue and says what a redrive would do. Nothing is changed. */
export async function planRedrive(
  queue: DeadLetterQueue,
  request: RedriveRequest,
  signal: AbortSignal,
): Promise<RedrivePlan> {
  const groups = new DeadLetterGroups();
  const names = new SeenNames(request.filter);
  const unpatchable = new Map<string, number>();
  let redrivenBefore = 0;
  let notMeant = 0;
  let example: RedrivePlan['example'];
  const begun = new Date();
  const { seen, matching, partial, notGivenBack } = await scan(queue, { signal }, (letter) => {
    names.add(letter);
    const selected = select(letter, request);
    if (selected.kind === 'redriven-before') redrivenBefore += 1;
    if (selected.kind === 'not-meant') notMeant += 1;
    if (selected.kind === 'unpatchable')
      unpatchable.set(selected.fault, (unpatchable.get(selected.fault) ?? 0) + 1);
    if (selected.kind !== 'redrive') return false;
    groups.add(letter);
    if (request.patch && !example) example = changeOf(letter, selected.payload);
    return true;
  });
  return {
    count: matching,
    groups: groups.sorted,
    staying: { redrivenBefore, unpatchable: Object.fromEntries(unpatchable), notMeant },
    example,
    partial,
    notGivenBack,
    scope: { seen, begun },
    names,
  };
}

/** What a patch changes of a dead letter; `undefined` where it changes nothing. */
function changeOf(letter: DeadLetter, after: string): RedrivePlan['example'] {
  const before = payloadOf(letter);
  return before === after ? undefined : { id: idOf(letter), before, after };
}
