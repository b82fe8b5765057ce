import { readFile } from 'node:fs/promises';
import { principalFor } from '../../../ops/audit/principal.ts';
import { destinationOf } from '../../../ops/dead-letters/dead-letter-queue.ts';
import { applyRedrive, type RedriveOutcome } from '../../../ops/redrive/apply.ts';
import { applyMove, type MoveOutcome, obstacleToMove, planMove } from '../../../ops/redrive/move.ts';
import { type PayloadPatch, parsePatch } from '../../../ops/redrive/patch.ts';
import { planRedrive } from '../../../ops/redrive/plan.ts';
import { chooseRate } from '../../../ops/redrive/rate.ts';
import type { RedriveRequest } from '../../../ops/redrive/selection.ts';
import { SendRate } from '../../../ops/redrive/send-rate.ts';
import {
  formatMoveOutcome,
  formatMovePlan,
  formatRedriveOutcome,
  formatRedrivePlan,
} from '../../../words/dead-letters/format-redrive.ts';
import { type Privacy, privacyFor } from '../../../words/dead-letters/privacy.ts';
import { countOf, locationOf } from '../../../words/dead-letters/queue.ts';
import {
  movePlanDocument,
  type Route,
  redrivePlanDocument,
} from '../../../words/dead-letters/redrive-document.ts';
import { type ApplyOptions, filterFrom } from '../../dead-letters/options.ts';
import { refuseSlips } from '../../dead-letters/refuse-slips.ts';
import { type OpenQueue, withQueue } from '../../dead-letters/with-queue.ts';
import { type Act, type Plan, planAndApply } from '../../plan-and-apply/plan-and-apply.ts';
import { confirm } from '../../terminal/ask.ts';
import { EXIT, UsageError } from '../../terminal/exit-code.ts';

/** What `amplify-mailroom dlq redrive` was told. */
export interface RedriveOptions extends ApplyOptions {
  readonly all?: boolean;
  readonly rate?: number;
  readonly patch?: string;
  readonly yes?: boolean;
}

/** Everything, however often it was redriven before. */
const EVERYTHING: RedriveRequest = { filter: { redrives: { min: 0 } } };

/** Redrives dead letters as the options say, and gives the exit code. */
export async function runRedrive(options: RedriveOptions): Promise<number> {
  const patch = options.patch === undefined ? undefined : await readPatch(options.patch);
  return withQueue(options, async (open) => {
    const { target, clients, interruption } = open;
    const principal = options.dryRun ? undefined : await principalFor(clients.sts, target);
    const agree = async (question: string) => (options.yes ? 'agreed' : confirm(question, interruption));
    const consent = { principal, agree };
    const to = destinationOf(target);
    const note = options.all ? await obstacleToMove(open.queue) : undefined;
    const route = await routeOf(open, to, options);
    if (options.all && note === undefined)
      return planAndApply(open, await byMoveTask(open, route), consent, options);
    const request = options.all ? EVERYTHING : { filter: filterFrom(options), patch };
    const how = { request, note, privacy: privacyFor(options) };
    return planAndApply(open, await byMessages(open, route, how), consent, options);
  });
}

async function routeOf(
  { target, clients, queue }: OpenQueue,
  to: string,
  options: RedriveOptions,
): Promise<Route> {
  const choice = await chooseRate(target.pipeline, clients.ses, options.rate);
  return { ...locationOf(target, queue.kind), from: queue.url, to, ...choice };
}

/** Looks through the queue for what a redrive, message by message, would do. */
async function byMessages(
  { queue, interruption }: OpenQueue,
  route: Route,
  { request, note, privacy }: { request: RedriveRequest; note: string | undefined; privacy: Privacy },
): Promise<{ plan: Plan; act: Act<RedriveOutcome> }> {
  const { to, rate } = route;
  const { filter, patch } = request;
  const planned = await planRedrive(queue, request, interruption);
  refuseSlips(filter, planned);
  const document = redrivePlanDocument(route, planned, { note, patch, privacy });
  const order = { queue, destinationUrl: to, request, scope: planned.scope, rate };
  const hasUnpatchable = Object.keys(planned.staying.unpatchable).length > 0;
  const plan: Plan = {
    document,
    format: (layout) => formatRedrivePlan(document, layout),
    question: `Redrive ${countOf(document.count, queue.kind)}?`,
    exitCodeOfNothing: hasUnpatchable ? EXIT.failed : EXIT.done,
  };
  const act: Act<RedriveOutcome> = {
    operation: {
      action: 'redrive',
      queue: route.from,
      destination: to,
      filter,
      rate,
      ...(patch && { patchedKeys: Object.keys(patch) }),
    },
    verb: 'Redriven',
    apply: (onProgress) => applyRedrive(order, new SendRate(rate), interruption, onProgress),
    formatOutcome: (outcome, layout) => formatRedriveOutcome(outcome, document, layout),
  };
  return { plan, act };
}

/** Asks SQS how much a move task would move. */
async function byMoveTask(
  { queue, interruption }: OpenQueue,
  route: Route,
): Promise<{ plan: Plan; act: Act<MoveOutcome> }> {
  const planned = await planMove(queue, route.to, route.rate);
  const document = movePlanDocument(route, planned);
  const plan: Plan = {
    document,
    format: (layout) => formatMovePlan(document, layout),
    question: `Move everything, about ${countOf(planned.count, queue.kind)}?`,
    exitCodeOfNothing: EXIT.done,
  };
  const act: Act<MoveOutcome> = {
    operation: { action: 'move', queue: route.from, destination: route.to, filter: {}, rate: planned.rate },
    verb: 'Moved',
    apply: (onProgress) => applyMove(queue, planned, interruption, onProgress),
    formatOutcome: formatMoveOutcome,
  };
  return { plan, act };
}

/**
 * Reads the patch that a file holds.
 *
 * @throws UsageError in one sentence, where it cannot be read or is none.
 */
export async function readPatch(path: string): Promise<PayloadPatch> {
  try {
    return parsePatch(await readFile(path, 'utf8'), `--patch ${path}`);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new UsageError(code === undefined ? message : `--patch ${path} cannot be read (${code}).`, {
      cause,
    });
  }
}
