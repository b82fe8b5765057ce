import { sentenceOf } from '../../../ops/aws-error.ts';
import { applyRedrive, type RedriveOutcome } from '../../../ops/redrive/apply.ts';
import { planRedrive } from '../../../ops/redrive/plan.ts';
import { chooseRate } from '../../../ops/redrive/rate.ts';
import type { RedriveRequest } from '../../../ops/redrive/selection.ts';
import { SendRate } from '../../../ops/redrive/send-rate.ts';
import type { Privacy } from '../../dead-letters/privacy.ts';
import { countOf } from '../../dead-letters/queue.ts';
import type { Decision } from '../../terminal/confirm.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { placeOf } from '../list/document.ts';
import type { Undertaking } from '../plan-and-apply/plan-and-apply.ts';
import type { Session } from '../plan-and-apply/session.ts';
import { type RedriveOutcomeDocument, redrivePlanDocument } from './document.ts';
import { formatRedrivePlan } from './format.ts';
import { formatRedriveOutcome } from './format-outcome.ts';
import { patchDocument } from './patch-document.ts';
import { secondsFor } from './route.ts';

/** How a redrive is to be done, whichever way. */
export interface RedriveManner {
  /** The URL of the queue to which messages go. */
  readonly to: string;
  /** Messages a second at most; `undefined` for what the pipeline sends. */
  readonly rate: number | undefined;
  readonly privacy: Privacy;
  readonly agree: (question: string) => Promise<Decision>;
}

interface MessagesOrder extends RedriveManner {
  readonly request: RedriveRequest;
  /** Why message by message, where a move task was asked for. */
  readonly note?: string;
}

/** Looks through the queue for what a redrive, message by message, would do. */
export async function planMessages(
  { target, queue, interruption }: Session,
  { request, to, privacy, note, ...manner }: MessagesOrder,
): Promise<Undertaking<RedriveOutcome, RedriveOutcomeDocument>> {
  const choice = await chooseRate(target, manner.rate);
  const { patch, filter } = request;
  const planned = await planRedrive(queue, request, interruption);
  const place = placeOf(target, queue.kind);
  const route = { from: queue.url, to, ...choice, seconds: secondsFor(planned.count, choice.rate) };
  const plan = redrivePlanDocument({ ...place, ...route }, planned, {
    note: note ?? null,
    patch: patch ? patchDocument(patch, planned.example, privacy) : null,
    privacy,
  });
  const hasUnpatchable = Object.keys(planned.staying.unpatchable).length > 0;
  const { rate } = choice;
  const order = { queue, destinationUrl: to, request, upTo: planned.upTo, rate };
  return {
    plan,
    formatPlan: (layout) => formatRedrivePlan(plan, layout),
    exitCodeOfNothing: hasUnpatchable ? EXIT.failed : EXIT.done,
    agree: () => manner.agree(`Redrive ${countOf(plan.count, queue.kind)}?`),
    deed: {
      action: 'redrive',
      destination: to,
      filter,
      rate,
      ...(patch && { patchedKeys: Object.keys(patch) }),
    },
    verb: 'Redriven',
    apply: (onProgress) => applyRedrive(order, new SendRate(rate), interruption, onProgress),
    documentOf: (outcome, audit) => documentOf(outcome, audit, privacy),
    formatOutcome: (document, layout) => formatRedriveOutcome(document, plan, layout),
  };
}

function documentOf(
  { state, counts, refusals, ids, notGivenBack, error }: RedriveOutcome,
  audit: string,
  privacy: Privacy,
): RedriveOutcomeDocument {
  return {
    state,
    counts,
    refusals,
    ids: ids.map((id) => privacy.text(id)),
    notGivenBack,
    audit,
    error: error === undefined ? null : sentenceOf(error),
  };
}
