import { REASONS } from '../../contract/reasons.ts';
import type { ConsoleNotification, NotificationState, Postponed, TimelineEntry } from '../api.ts';
import type { LogEvent, LogEventKind } from './log-event.ts';

/** As many notifications are known; those that changed least lately go. */
const MAX_NOTIFICATIONS = 10_000;

/** As many entries of one are kept: a notification is retried for days. */
const MAX_ENTRIES = 100;

/** Where an event leaves a notification; `undefined` leaves it as it is. */
const STATES: Readonly<Record<Exclude<LogEventKind, 'told'>, NotificationState | undefined>> = {
  sent: 'sent',
  settled: 'settled',
  withheld: 'withheld',
  duplicate: undefined,
  returned: undefined,
  retry: 'retrying',
  hold: 'held',
  reject: 'dead',
  expire: 'dead',
};

/** What SES may tell later. */
const TOLD: ReadonlySet<string> = new Set<NotificationState>([
  'delivered',
  'delayed',
  'bounced',
  'complained',
  'suppressed',
  'rejected',
]);

/** What may still become of a notification in one of these states, its pipeline's table is the first to tell. */
const OPEN: ReadonlySet<NotificationState> = new Set<NotificationState>([
  'sending',
  'sent',
  'settled',
  'delayed',
]);

/** What a table tells of a notification. */
export interface Told {
  readonly state: NotificationState;
  /** Since when, in ISO 8601. */
  readonly at: string;
  readonly sesMessageId: string | undefined;
}

/** A notification with what happened to it, oldest first. */
export interface KnownNotification {
  readonly notification: ConsoleNotification;
  readonly timeline: readonly TimelineEntry[];
}

/** Which notifications are meant; what is `undefined` does not matter. */
export interface NotificationFilter {
  readonly state?: string | undefined;
  readonly reason?: string | undefined;
  /** A part of the id, or SES's whole id of the email. */
  readonly text?: string | undefined;
}

/** What events add up to. Memory is bounded, however many there are. */
export class NotificationBook {
  /** Those that changed last come last. */
  readonly #known = new Map<string, KnownNotification>();
  readonly #bySes = new Map<string, string>();

  get size(): number {
    return this.#known.size;
  }

  find(id: string): KnownNotification | undefined {
    return this.#known.get(id) ?? this.#known.get(this.#bySes.get(id) ?? '');
  }

  /** All of them, those that changed last come last. */
  *all(): Generator<ConsoleNotification> {
    for (const { notification } of this.#known.values()) yield notification;
  }

  matching({ state, reason, text }: NotificationFilter): ConsoleNotification[] {
    const isMeant = (each: ConsoleNotification) =>
      (state === undefined || each.state === state) &&
      (reason === undefined || each.reason === reason) &&
      (text === undefined || each.id.includes(text) || each.sesMessageId === text);
    return [...this.all()].filter(isMeant);
  }

  /** Notes that something was published. */
  published(id: string, at: number): ConsoleNotification {
    const time = isoTime(at);
    const before = this.#known.get(id);
    return this.#keep(
      before?.notification ?? {
        ...{ id, state: 'sending', reason: null, error: null, attempts: 0, nextAttempt: null },
        ...{ publishedAt: time, updatedAt: time, sesMessageId: null },
      },
      [...(before?.timeline ?? []), { at: time, kind: 'published', text: 'It was published.', facts: {} }],
    );
  }

  /** Takes an event over, and gives the notification as it is then; `undefined` where nobody knows whose it is. */
  apply(event: LogEvent): ConsoleNotification | undefined {
    const id = event.id ?? this.#bySes.get(event.sesMessageId ?? '');
    if (id === undefined) return undefined;
    const before = this.#known.get(id);
    const { notification = unknownYet(id, event), timeline = enteredAt(event) } = before ?? {};
    const state = (isOldNews(event, notification) ? undefined : stateAfter(event)) ?? notification.state;
    const isPostponed = event.kind === 'retry' || event.kind === 'hold';
    const wait = isPostponed && event.delaySeconds !== undefined ? event.delaySeconds * 1000 : undefined;
    return this.#keep(
      {
        ...notification,
        state,
        reason: event.reason ?? (state === notification.state ? notification.reason : null),
        error: event.error ?? (state === notification.state ? notification.error : null),
        attempts: Math.max(notification.attempts, event.attempts ?? 0),
        updatedAt: isoTime(event.at),
        nextAttempt: wait === undefined ? null : isoTime(event.at + wait),
        sesMessageId: event.sesMessageId ?? notification.sesMessageId,
      },
      [...timeline, entryOf(event)],
    );
  }

  /** Ids of those of which a table may tell more. */
  open(): string[] {
    return [...this.all()].flatMap(({ id, state }) => (OPEN.has(state) ? [id] : []));
  }

  /** Takes over what a table tells, and gives the notification as it is then; `undefined` where that is nothing new. */
  told(id: string, { state, at, sesMessageId }: Told): ConsoleNotification | undefined {
    const before = this.#known.get(id);
    if (!before || !OPEN.has(before.notification.state)) return undefined;
    const { notification, timeline } = before;
    const isNew = state === 'sent' ? notification.state === 'sending' : notification.state !== state;
    if (!isNew) return undefined;
    return this.#keep(
      { ...notification, state, updatedAt: at, sesMessageId: sesMessageId ?? notification.sesMessageId },
      timeline,
    );
  }

  /** What of it waits for its next attempt at a moment, by reason, the most first. */
  postponedAt(now: number): Postponed[] {
    const waiting = [...this.all()].filter(
      ({ nextAttempt }) => nextAttempt !== null && Date.parse(nextAttempt) > now,
    );
    const groups = [...Map.groupBy(waiting, ({ reason, state }) => `${state} ${reason}`).values()];
    return groups
      .map((those) => {
        const [{ reason, state }] = those as [ConsoleNotification];
        return {
          reason: reason ?? 'unknown',
          explanation: explanationOf(reason ?? 'unknown'),
          kind: state === 'held' ? ('hold' as const) : ('retry' as const),
          count: those.length,
          nextAttempt: those.map(({ nextAttempt }) => nextAttempt as string).sort()[0] as string,
        };
      })
      .sort((one, other) => other.count - one.count);
  }

  #keep(notification: ConsoleNotification, timeline: readonly TimelineEntry[]): ConsoleNotification {
    const { id, sesMessageId } = notification;
    this.#known.delete(id);
    this.#known.set(id, { notification, timeline: bounded(timeline) });
    if (sesMessageId !== null) this.#bySes.set(sesMessageId, id);
    if (this.#known.size > MAX_NOTIFICATIONS) this.#forgetOldest();
    return notification;
  }

  #forgetOldest(): void {
    const [oldest] = this.#known.values();
    if (!oldest) return;
    const { id, sesMessageId } = oldest.notification;
    this.#known.delete(id);
    if (sesMessageId !== null) this.#bySes.delete(sesMessageId);
  }
}

/** The reason as a sentence. */
function explanationOf(reason: string): string {
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as keyof typeof REASONS] : reason;
}

function stateAfter({ kind, told }: LogEvent): NotificationState | undefined {
  if (kind !== 'told') return STATES[kind];
  return told !== undefined && TOLD.has(told) ? (told as NotificationState) : undefined;
}

/** SES's word of an email may be read before the emailer's that SES accepted it. */
function isOldNews({ kind, sesMessageId }: LogEvent, { state, ...known }: ConsoleNotification): boolean {
  return (
    (kind === 'sent' || kind === 'settled') &&
    TOLD.has(state) &&
    sesMessageId === (known.sesMessageId ?? undefined)
  );
}

/** One of which nothing was known before. */
function unknownYet(id: string, event: LogEvent): ConsoleNotification {
  const [entered] = enteredAt(event);
  return {
    ...{ id, state: event.kind === 'duplicate' ? 'sent' : 'sending', reason: null, error: null, attempts: 0 },
    ...{
      publishedAt: entered?.at ?? null,
      updatedAt: isoTime(event.at),
      nextAttempt: null,
      sesMessageId: null,
    },
  };
}

function enteredAt({ at, ageSeconds }: LogEvent): TimelineEntry[] {
  if (ageSeconds === undefined) return [];
  const time = isoTime(at - ageSeconds * 1000);
  return [{ at: time, kind: 'entered', text: 'It entered the queue.', facts: {} }];
}

/** The first one says when it came, the last ones how it is. */
function bounded(timeline: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return timeline.length <= MAX_ENTRIES ? timeline : [...timeline.slice(0, 1), ...timeline.slice(2)];
}

function entryOf(event: LogEvent): TimelineEntry {
  const { at, kind, reason, error, attempts, delaySeconds, sesMessageId, told } = event;
  const facts = { attempt: attempts, reason, error, delaySeconds, sesMessageId };
  return {
    at: isoTime(at),
    kind: kind === 'told' ? (told ?? kind) : kind,
    text: textOf(event),
    facts: Object.fromEntries(
      Object.entries(facts).filter((fact): fact is [string, string | number] => fact[1] !== undefined),
    ),
  };
}

function textOf({ kind, reason, attempts, delaySeconds, told }: LogEvent): string {
  const attempt = attempts === undefined ? 'An attempt' : `Attempt ${attempts}`;
  const why = explanationOf(reason ?? 'unknown');
  const hidden = delaySeconds === undefined ? '' : ` It is tried again in ${delaySeconds} s.`;
  switch (kind) {
    case 'sent':
      return `${attempt}: SES accepted the email.`;
    case 'settled':
      return 'SES told that it had accepted the email before; it was not sent again.';
    case 'withheld':
      return "The pipeline's guard kept it back, and SES was not asked.";
    case 'duplicate':
      return 'The same notification came again, and was not sent again.';
    case 'returned':
      return 'The worker ran out of time, and gave it back unsent.';
    case 'retry':
      return `${attempt}: ${why}${hidden}`;
    case 'hold':
      return `${attempt}, held: ${why}${hidden}`;
    case 'reject':
      return `It became a dead letter: ${why}`;
    case 'expire':
      return `It became a dead letter: ${REASONS.expired}`;
    case 'told':
      return `SES told: ${told ?? 'something'}.`;
  }
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
