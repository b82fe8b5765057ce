import type { RedriveOutcome } from '../../ops/redrive/apply.ts';
import type { MoveOutcome, MovePlan } from '../../ops/redrive/move.ts';
import { MAX_MOVE_SECONDS, MOVE_RATE } from '../../ops/redrive/move-rate.ts';
import type { PayloadPatch } from '../../ops/redrive/patch.ts';
import type { RedrivePlan } from '../../ops/redrive/plan.ts';
import type { RateChoice } from '../../ops/redrive/rate.ts';
import { formatCount } from '../quantities.ts';
import { type GroupDocument, groupDocument } from './groups.ts';
import type { OutcomeDocument } from './outcome.ts';
import { payloadDifference } from './payload-difference.ts';
import type { Privacy } from './privacy.ts';
import type { QueueLocation } from './queue.ts';

/** What `amplify-mailroom dlq redrive --json` prints. `outcome` is `null` where nothing was done. */
export type RedriveDocument =
  | { readonly plan: RedrivePlanDocument; readonly outcome: RedriveOutcomeDocument | null }
  | { readonly plan: MovePlanDocument; readonly outcome: MoveOutcomeDocument | null };

export type RedriveOutcomeDocument = OutcomeDocument<RedriveOutcome>;
export type MoveOutcomeDocument = OutcomeDocument<MoveOutcome>;

/** From which queue to which, and how fast. */
export interface Route extends QueueLocation, RateChoice {
  /** URLs of queues. */
  readonly from: string;
  readonly to: string;
}

/** What a redrive would do, either way. */
interface AnyPlanDocument extends Route {
  /** How many would go back; of a move task about how many. */
  readonly count: number;
  /** How long that many take at that rate. */
  readonly seconds: number;
  /** Why this is not all that is in the queue, as sentences; empty where it is, as far as SQS tells. */
  readonly partial: readonly string[];
  /** Messages that stay hidden for up to two minutes, since they could not be given back. */
  readonly notGivenBack: number;
}

/** What a redrive, message by message, would do. */
export interface RedrivePlanDocument extends AnyPlanDocument {
  readonly method: 'message-by-message';
  /** Why message by message, where a move task was asked for. */
  readonly note: string | null;
  /** What would go back by reason and error, the largest first. */
  readonly groups: readonly GroupDocument[];
  /** How many would stay, and why. */
  readonly staying: {
    /** Failed again after a redrive. */
    readonly redrivenBefore: number;
    /** The patch makes no notification of them, by what is wrong with it. */
    readonly unpatchable: Readonly<Record<string, number>>;
    /** The filters leave them out. */
    readonly notMeant: number;
  };
  /** `null` without a patch. */
  readonly patch: PatchDocument | null;
}

/** What a patch changes. */
export interface PatchDocument {
  /** The keys that it sets or removes. */
  readonly keys: readonly string[];
  /** The first payload that it changes; `null` where it changes none. */
  readonly example: {
    /** The effective id of the notification. */
    readonly id: string;
    /** A unified difference of the payloads as JSON. Addresses are masked unless asked for. */
    readonly difference: string;
  } | null;
}

/** What a move task would do. What only a look at each message tells is `null`. */
export interface MovePlanDocument extends AnyPlanDocument {
  readonly method: 'move-task';
  /** That SQS ends it before it is done, and what to type; `null` where it does not. */
  readonly note: string | null;
  readonly groups: null;
  readonly staying: null;
  readonly patch: null;
}

/** What the plan of a redrive, message by message, tells. */
export function redrivePlanDocument(
  route: Route,
  plan: RedrivePlan,
  { note, patch, privacy }: { note: string | undefined; patch: PayloadPatch | undefined; privacy: Privacy },
): RedrivePlanDocument {
  const { count, partial, notGivenBack, staying } = plan;
  const faults = Object.entries(staying.unpatchable).map(([fault, many]) => [privacy.text(fault), many]);
  return {
    ...route,
    seconds: secondsFor(count, route.rate),
    method: 'message-by-message',
    note: note ?? null,
    count,
    groups: plan.groups.map((group) => groupDocument(group, privacy)),
    staying: { ...staying, unpatchable: Object.fromEntries(faults) },
    patch: patch ? patchDocument(patch, plan.example, privacy) : null,
    partial,
    notGivenBack,
  };
}

function patchDocument(
  patch: PayloadPatch,
  example: RedrivePlan['example'],
  privacy: Privacy,
): PatchDocument {
  const keys = Object.keys(patch);
  if (!example) return { keys, example: null };
  const difference = payloadDifference(example.before, example.after, privacy);
  return { keys, example: { id: privacy.text(example.id), difference } };
}

/** What the plan of a move task tells. */
export function movePlanDocument(route: Route, { count, inFlight, rate }: MovePlan): MovePlanDocument {
  return {
    ...route,
    rate,
    seconds: secondsFor(count, rate),
    method: 'move-task',
    count,
    note: endsTooSoon(count, rate),
    groups: null,
    staying: null,
    patch: null,
    notGivenBack: 0,
    partial: inFlight > 0 ? [`${formatCount(inFlight)} more are hidden by another reader for now.`] : [],
  };
}

/** Says of a move task that takes longer than SQS lets it how far it gets, and what to type. */
function endsTooSoon(count: number, rate: number): string | null {
  const moved = rate * MAX_MOVE_SECONDS;
  if (count <= moved) return null;
  const enough = Math.ceil(count / MAX_MOVE_SECONDS);
  const remedy =
    enough <= MOVE_RATE.max
      ? `add --rate ${enough}, or type the same command again for the rest`
      : 'type the same command again for the rest';
  return `SQS ends a move task after 36 hours, with ${formatCount(moved)} of them moved: ${remedy}.`;
}

function secondsFor(count: number, rate: number): number {
  return Math.ceil(count / rate);
}
