import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { AUDIT_FILE, type AuditedOperation } from '../../ops/audit/audit-file.ts';
import { audited } from '../../ops/audit/audited.ts';
import { principalFor } from '../../ops/audit/principal.ts';
import type { Clients } from '../../ops/clients.ts';
import {
  type DeadLetterQueueKind,
  deadLetteredAt,
  type DeadLetter as FoundLetter,
  idOf,
  payloadOf,
} from '../../ops/dead-letters/dead-letter.ts';
import {
  type DeadLetterQueue,
  deadLetterQueueOf,
  destinationOf,
  queueNameOf,
} from '../../ops/dead-letters/dead-letter-queue.ts';
import { ExportFile, exportDeadLetters } from '../../ops/dead-letters/export.ts';
import type { DeadLetterFilter } from '../../ops/dead-letters/filter.ts';
import { findDeadLetters, listDeadLetters } from '../../ops/dead-letters/list.ts';
import { NewestOfGroups } from '../../ops/dead-letters/newest.ts';
import type { Outcome } from '../../ops/dead-letters/outcome.ts';
import { purgeDeadLetters } from '../../ops/dead-letters/purge.ts';
import { applyRedrive } from '../../ops/redrive/apply.ts';
import { parsePatch, patchPayload } from '../../ops/redrive/patch.ts';
import { planRedrive } from '../../ops/redrive/plan.ts';
import { chooseRate } from '../../ops/redrive/rate.ts';
import { SendRate } from '../../ops/redrive/send-rate.ts';
import type { Target } from '../../ops/target.ts';
import { formatPurgeOutcome, formatPurgePlan } from '../../words/dead-letters/format-purge.ts';
import { formatRedriveOutcome, formatRedrivePlan } from '../../words/dead-letters/format-redrive.ts';
import { letterFacts } from '../../words/dead-letters/letter-facts.ts';
import { listDocument } from '../../words/dead-letters/list-document.ts';
import { nextSteps } from '../../words/dead-letters/next-steps.ts';
import { type OutcomeDocument, outcomeDocument } from '../../words/dead-letters/outcome.ts';
import { payloadDifference } from '../../words/dead-letters/payload-difference.ts';
import { privacyFor } from '../../words/dead-letters/privacy.ts';
import { purgePlanDocument } from '../../words/dead-letters/purge-document.ts';
import { countOf, locationOf } from '../../words/dead-letters/queue.ts';
import { redrivePlanDocument } from '../../words/dead-letters/redrive-document.ts';
import type { Layout } from '../../words/layout.ts';
import type { DeadLetter, DeadLetterList, Difference, Plan } from '../api.ts';
import type { DeadLetterLooks } from './dead-letter-looks.ts';
import type { Work } from './operations.ts';

/** A plan is of what was there when it was made. */
const PLAN_MILLISECONDS = 600_000;

/** The page has room for so many columns. */
const WIDTH = 76;

const selectionSchema = v.object({
  undelivered: v.optional(v.boolean()),
  reasons: v.optional(v.array(v.string())),
  errors: v.optional(v.array(v.string())),
  ids: v.optional(v.array(v.string())),
  since: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  until: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  recipientDomain: v.optional(v.string()),
  redrivenToo: v.optional(v.boolean()),
});

type Selection = v.InferOutput<typeof selectionSchema>;

export const planRequestSchema = v.object({
  action: v.picklist(['redrive', 'purge']),
  filter: selectionSchema,
  patch: v.optional(v.record(v.string(), v.unknown())),
  rate: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(10_000))),
});

type PlanRequest = v.InferOutput<typeof planRequestSchema>;

export const exportRequestSchema = v.object({ filter: selectionSchema });

/** What was planned, and how it is done. */
interface Planned {
  readonly plan: Plan;
  readonly work: Work;
}

/** What of dead letters belongs to one pipeline. */
export interface DeadLetterDeps {
  readonly target: Target;
  readonly clients: Clients;
  /** Where the audit file is, and exports go. */
  readonly directory: string;
  readonly looks: DeadLetterLooks;
}

/** The dead letters of one pipeline, by the same functions and in the same words as the command's. */
export class DeadLetters {
  readonly #deps: DeadLetterDeps;
  readonly #plans = new Map<string, Planned>();

  constructor(deps: DeadLetterDeps) {
    this.#deps = deps;
  }

  async list(undelivered: boolean, signal: AbortSignal): Promise<DeadLetterList> {
    const queue = this.#queue(undelivered);
    const newest = new NewestOfGroups();
    const listing = await this.#deps.looks.asked(() =>
      listDeadLetters(queue, {}, { signal }, (letter) => newest.add(letter)),
    );
    const listedBy = {
      filterWords: '',
      targetWords: ` --pipeline ${this.#deps.target.pipelineName}`,
      namesRedriven: false,
    };
    const location = locationOf(this.#deps.target, queue.kind);
    const document = listDocument(location, listing, newest, { privacy: privacyFor({}), listedBy });
    const { matching, received, partial, groups } = document;
    return {
      matching,
      received,
      partial,
      groups: groups.map((group) => ({
        ...group,
        // The first step looks at one, which the page does at a click.
        cure: nextSteps({ groups: [group], queue: queue.kind }, listedBy).slice(1),
      })),
    };
  }

  /** The one of a message or of a notification, whole; `undefined` where it is not there now. */
  async show(id: string, undelivered: boolean, signal: AbortSignal): Promise<DeadLetter | undefined> {
    const letter = await this.#find(id, undelivered, signal);
    return letter && shown(letter);
  }

  /** The payload of one as it lies in its queue; `undefined` where it is not there now. */
  async payload(id: string, undelivered: boolean, signal: AbortSignal): Promise<string | undefined> {
    const letter = await this.#find(id, undelivered, signal);
    return letter && payloadOf(letter);
  }

  async plan(request: PlanRequest, signal: AbortSignal): Promise<Plan> {
    const planned = await (request.action === 'purge'
      ? this.#purge(request, signal)
      : this.#redrive(request, signal));
    const { planId } = planned.plan;
    this.#plans.set(planId, planned);
    setTimeout(() => this.#plans.delete(planId), PLAN_MILLISECONDS).unref();
    return planned.plan;
  }

  /** What a plan does, which is taken: it is good for once. `undefined` where there is no such plan any more. */
  take(planId: string): Planned | undefined {
    const planned = this.#plans.get(planId);
    this.#plans.delete(planId);
    return planned;
  }

  /** Exports as JSON Lines, whole. */
  async export(filter: Selection, signal: AbortSignal): Promise<string> {
    const lines: string[] = [];
    const queue = this.#queue(filter.undelivered);
    await this.#deps.looks.asked(() =>
      exportDeadLetters(queue, filterOf(filter), { signal }, (line) => lines.push(line)),
    );
    return lines.join('');
  }

  async #redrive({ filter, patch: given, rate }: PlanRequest, signal: AbortSignal): Promise<Planned> {
    const { target, clients } = this.#deps;
    const queue = this.#queue(filter.undelivered);
    const patch = given && parsePatch(JSON.stringify(given), 'The edit');
    const to = destinationOf(target);
    const choice = await chooseRate(target.pipeline, clients.ses, rate);
    const request = { filter: filterOf(filter), patch };
    const planned = await this.#deps.looks.asked(() => planRedrive(queue, request, signal));
    const route = { ...locationOf(target, queue.kind), from: queue.url, to, ...choice };
    const privacy = privacyFor({});
    const document = redrivePlanDocument(route, planned, { note: undefined, patch, privacy });
    const order = { queue, destinationUrl: to, request, scope: planned.scope, rate: choice.rate };
    const operation = {
      ...({
        action: 'redrive',
        queue: queue.url,
        destination: to,
        filter: request.filter,
        rate: choice.rate,
      } as const),
      ...(patch && { patchedKeys: Object.keys(patch) }),
    };
    return {
      plan: {
        planId: randomUUID(),
        action: 'redrive',
        count: document.count,
        words: formatRedrivePlan(document, layout()),
        question: `Redrive ${countOf(document.count, queue.kind)}?`,
        confirm: null,
        seconds: document.seconds,
        difference: document.patch?.example?.difference ?? null,
      },
      work: {
        action: 'redrive',
        total: document.count,
        run: async (cancelling, onProgress) => {
          const outcome = await this.#audited(operation, () =>
            applyRedrive(order, new SendRate(choice.rate), cancelling, onProgress),
          );
          return { state: outcome.state, words: formatRedriveOutcome(outcome, document, layout()) };
        },
      },
    };
  }

  async #purge({ filter }: PlanRequest, signal: AbortSignal): Promise<Planned> {
    const { target, directory } = this.#deps;
    const queue = this.#queue(filter.undelivered);
    const name = queueNameOf(queue.url);
    const meant = filterOf(filter);
    const listing = await this.#deps.looks.asked(() => listDeadLetters(queue, meant, { signal }));
    const exportTo = join(directory, `mailroom-purged-${name}-${fileTime(new Date())}.jsonl`);
    const where = { ...locationOf(target, queue.kind), from: queue.url, exportTo };
    const document = purgePlanDocument(where, listing, privacyFor({}));
    const operation = { action: 'purge', queue: queue.url, filter: meant, exportedTo: exportTo } as const;
    return {
      plan: {
        planId: randomUUID(),
        action: 'purge',
        count: document.count,
        words: formatPurgePlan(document, layout()),
        question: `Type the name of the queue, ${name}, to delete them:`,
        confirm: name,
        seconds: null,
        difference: null,
      },
      work: {
        action: 'purge',
        total: document.count,
        run: async (cancelling, onProgress) => {
          const exportFile = await ExportFile.create(exportTo);
          try {
            const order = { queue, filter: meant, seen: listing.seen, exportFile };
            const outcome = await this.#audited(operation, () =>
              purgeDeadLetters(order, cancelling, onProgress),
            );
            return { state: outcome.state, words: formatPurgeOutcome(outcome, document, layout()) };
          } finally {
            await exportFile.close();
          }
        },
      },
    };
  }

  async #audited<Done extends Outcome>(
    operation: AuditedOperation,
    apply: () => Promise<Done>,
  ): Promise<OutcomeDocument<Done>> {
    const { target, clients, directory } = this.#deps;
    const { accountId: account, region } = target;
    const principal = await principalFor(clients.sts, target);
    const audit = join(directory, AUDIT_FILE);
    const subject = { ...operation, principal, account, region };
    const { outcome, auditFault } = await this.#deps.looks.asked(() => audited(audit, subject, apply));
    return outcomeDocument(outcome, auditFault === undefined ? audit : null, privacyFor({}));
  }

  #queue(undelivered = false): DeadLetterQueue {
    const kind: DeadLetterQueueKind = undelivered ? 'undeliveredQueue' : 'deadLetterQueue';
    return deadLetterQueueOf(this.#deps.target, this.#deps.clients.sqs, kind);
  }

  async #find(id: string, undelivered: boolean, signal: AbortSignal): Promise<FoundLetter | undefined> {
    const { letters } = await this.#deps.looks.asked(() =>
      findDeadLetters(this.#queue(undelivered), [id], signal),
    );
    return letters.toSorted(
      (one, other) => deadLetteredAt(other).getTime() - deadLetteredAt(one).getTime(),
    )[0];
  }
}

/**
 * What a patch makes of a payload: the difference, addresses included, and what is wrong with the result.
 *
 * @throws PatchError where it is no patch, or the payload is no JSON object.
 */
export function differenceOf(payload: string, given: Readonly<Record<string, unknown>>): Difference {
  const patched = patchPayload(payload, parsePatch(JSON.stringify(given), 'The edit'));
  if ('fault' in patched)
    return { difference: '', issues: [{ field: 'notification', message: patched.fault }] };
  return {
    difference: payloadDifference(payload, patched.payload, privacyFor({ showRecipients: true })),
    issues: [],
  };
}

function filterOf({ redrivenToo, since, until, undelivered: _, ...filter }: Selection): DeadLetterFilter {
  return {
    ...filter,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
    redrives: redrivenToo ? { min: 0 } : undefined,
  };
}

/** One whole, addresses included. */
export function shown(letter: FoundLetter): DeadLetter {
  return {
    id: idOf(letter),
    ...letterFacts(letter, privacyFor({ showRecipients: true })),
    publishedAt: letter.provenance.published ?? null,
    deadLettered: deadLetteredAt(letter).toISOString(),
    payload: payloadOf(letter),
  };
}

/** Plain text: the page has its own styles. */
function layout(): Layout {
  return { width: WIDTH, now: Date.now(), paint: (_, text) => text };
}

/** `20261125T003015Z` */
function fileTime(time: Date): string {
  return time.toISOString().replace(/\.\d+|[-:]/g, '');
}
