/**
 * What the console's server and its page agree on, in JSON. Times are in ISO 8601. Everything of one pipeline is below
 * `/api/pipelines/:name`, the name as a URL has it. A request that changes something needs {@link TOKEN_HEADER}; what fails
 * is answered with an {@link ApiError}.
 */

/** The header with the token that the page finds in `<meta name="mailroom-token">`. */
export const TOKEN_HEADER = 'x-mailroom-token';

/** What fails, status 400 and above. */
export interface ApiError {
  /** One sentence. */
  readonly message: string;
}

/** `GET /api/info` */
export interface Info {
  readonly version: string;
  /** As commands say on what they act, as in `local stack`. */
  readonly source: string;
  readonly region: string;
  readonly account: string;
  readonly pipelines: readonly { readonly name: string }[];
  /** Whether it is the local stack: levers and inbox are there, and numbers are exact. */
  readonly local: boolean;
  /** Whether anything may be changed. */
  readonly write: boolean;
  /** How often it is looked. */
  readonly pollSeconds: number;
  /** What looking costs, as a sentence; `null` where it costs nothing. */
  readonly cost: string | null;
}

/**
 * `GET /api/pipelines/:name/stream`: server-sent events by name, each with one of these as its data. First comes a
 * `snapshot`, whenever one connects.
 */
export interface StreamEvents {
  readonly snapshot: Snapshot;
  /** When it has changed. */
  readonly picture: Picture;
  /** New and changed ones, the newest last. */
  readonly notifications: readonly ConsoleNotification[];
  readonly point: SeriesPoint;
  readonly alarms: readonly Alarm[];
  readonly operation: Operation;
}

/** All that a page which has just connected needs. */
export interface Snapshot {
  readonly picture: Picture;
  /** The newest thousand, the newest last; `GET …/notifications?before=` has those before. */
  readonly notifications: readonly ConsoleNotification[];
  /** Of the last ten minutes on the local stack, of the last three hours elsewhere. */
  readonly points: readonly SeriesPoint[];
  readonly alarms: readonly Alarm[];
  /** Those of this server, the newest last. */
  readonly operations: readonly Operation[];
}

/** What is where at a moment. The numbers of a part that {@link unavailable} names mean nothing. */
export interface Picture {
  readonly at: string;
  /** By how much the stack's clock is ahead of the machine's. */
  readonly skippedSeconds: number;
  readonly topic: { readonly published: number };
  readonly queue: {
    readonly waiting: number;
    /** Hidden in all: in a worker's hands, or until a next attempt. */
    readonly inFlight: number;
    /** Of these, those that wait for a next attempt. */
    readonly hidden: number;
    readonly oldestSeconds: number | null;
    readonly postponed: readonly Postponed[];
  };
  readonly emailer: {
    /** Workers in the middle of an invocation, and all of them. */
    readonly busy: number;
    readonly workers: number;
    /** Emails a second lately. */
    readonly ratePerSecond: number;
    /** Emails a second that the pipeline is planned for. */
    readonly sendRate: number | null;
  };
  readonly ses: {
    /** Emails since the stack's start; elsewhere in 24 hours. */
    readonly accepted: number;
    readonly quota: {
      /** Emails a second. */
      readonly sendRate: number;
      /** Emails in 24 hours; `null` without a limit. */
      readonly daily: number | null;
      readonly used: number;
    } | null;
    /** The levers that are not as they are by themselves; `null` elsewhere. */
    readonly faults: Readonly<Record<string, unknown>> | null;
  };
  /** `null` elsewhere. */
  readonly inbox: { readonly count: number } | null;
  readonly deadLetters: {
    readonly count: number;
    /** The largest first. */
    readonly groups: readonly { readonly reason: string; readonly error: string; readonly count: number }[];
  };
  readonly undelivered: { readonly count: number };
  /** What SES told afterwards; `null` without feedback. */
  readonly feedback: {
    readonly delivered: number;
    readonly bounced: number;
    readonly complained: number;
    readonly delayed: number;
    readonly suppressed: number;
  } | null;
  /** Others than the queue. */
  readonly subscribers: readonly { readonly protocol: string; readonly endpoint: string }[];
  /** Why a part could not be read, in one sentence, by its name. */
  readonly unavailable: Readonly<Record<string, string>>;
}

/** What lies in the queue until its next attempt, for one reason. */
export interface Postponed {
  readonly reason: string;
  /** The reason as a sentence. */
  readonly explanation: string;
  readonly kind: 'retry' | 'hold';
  readonly count: number;
  readonly nextAttempt: string;
}

/** What became of a notification. `sent`: SES accepted it; `settled`: SES told later that it had. */
export type NotificationState =
  | 'sending'
  | 'retrying'
  | 'held'
  | 'sent'
  | 'settled'
  | 'withheld'
  | 'delivered'
  | 'delayed'
  | 'bounced'
  | 'complained'
  | 'suppressed'
  | 'rejected'
  | 'dead';

export interface ConsoleNotification {
  /** Its effective id. */
  readonly id: string;
  readonly state: NotificationState;
  /** Why it is in that state, in a word as in `throttled`. */
  readonly reason: string | null;
  /** The name of the error that it met last. */
  readonly error: string | null;
  readonly attempts: number;
  readonly publishedAt: string | null;
  readonly updatedAt: string;
  readonly nextAttempt: string | null;
  readonly sesMessageId: string | null;
}

/** `GET …/notifications?state=&reason=&q=&before=&limit=`, the newest first; `before` is an `updatedAt`. */
export interface NotificationPage {
  readonly notifications: readonly ConsoleNotification[];
  /** How many match in all. */
  readonly total: number;
}

/** `GET …/notifications/:id` */
export interface NotificationDetail extends ConsoleNotification {
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** The message id of its email in the inbox. */
  readonly email: string | null;
  readonly deadLetter: DeadLetter | null;
  /** What is not known, and why, as sentences. */
  readonly unknown: readonly string[];
}

export interface TimelineEntry {
  readonly at: string;
  /** As in `published`, `received`, `retry`, `hold`, `sent`, `delivered`. */
  readonly kind: string;
  /** One sentence. */
  readonly text: string;
  /** More of it, by name. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What happened in the second before, or elsewhere in the minute. */
export interface SeriesPoint {
  readonly at: string;
  /** How many seconds it is of. */
  readonly seconds: number;
  readonly published: number;
  readonly sent: number;
  readonly retried: number;
  readonly held: number;
  readonly rejected: number;
  readonly expired: number;
  readonly waiting: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  readonly oldestSeconds: number | null;
  /** From publishing until SES's answer; `null` where nothing was sent. */
  readonly latencyP50: number | null;
  readonly latencyP99: number | null;
  /** Share of the daily quota that is used, 0 to 1; `null` without a limit. */
  readonly quotaUsed: number | null;
}

export interface Alarm {
  readonly kind: string;
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'missing';
  readonly reason: string;
  readonly description: string;
  readonly since: string | null;
}

/** `GET …/dead-letters?undelivered=` */
export interface DeadLetterList {
  readonly groups: readonly DeadLetterGroup[];
  readonly matching: number;
  readonly received: number;
  /** Why this is not all, as sentences; empty where it is. */
  readonly partial: readonly string[];
}

export interface DeadLetterGroup {
  readonly reason: string;
  readonly error: string;
  /** What the reason means. */
  readonly explanation: string;
  readonly count: number;
  readonly redriven: number;
  readonly oldest: string;
  readonly newest: string;
  /** What cures it, in sentences, with what to type. */
  readonly cure: readonly { readonly text: string; readonly commands: readonly string[] }[];
  /** The newest few, the newest first; addresses are masked. */
  readonly letters: readonly {
    readonly id: string;
    readonly messageId: string;
    readonly deadLettered: string;
    readonly redrives: number;
    readonly recipient: string | null;
    readonly recipients: number;
  }[];
}

/** `GET …/dead-letters/:messageId`: one whole, addresses included. */
export interface DeadLetter {
  readonly id: string;
  readonly messageId: string;
  readonly reason: string;
  readonly error: string;
  readonly explanation: string;
  readonly attempts: number | null;
  readonly redrives: number;
  readonly publishedAt: string | null;
  readonly deadLettered: string;
  /** What was published. */
  readonly payload: string;
}

/** Which dead letters are meant; what is missing does not matter, of a list any one will do. */
export interface DeadLetterSelection {
  readonly undelivered?: boolean | undefined;
  readonly reasons?: readonly string[] | undefined;
  readonly errors?: readonly string[] | undefined;
  /** Of notifications or messages. */
  readonly ids?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly recipientDomain?: string | undefined;
  /** Those redriven before too. @default a redrive leaves them out */
  readonly redrivenToo?: boolean | undefined;
}

/** `POST …/dead-letters/plan` */
export interface PlanRequest {
  readonly action: 'redrive' | 'purge';
  readonly filter: DeadLetterSelection;
  /** A JSON merge patch of the payloads; of a redrive only. */
  readonly patch?: Readonly<Record<string, unknown>> | undefined;
  /** Messages a second. @default as many as the pipeline sends */
  readonly rate?: number | undefined;
}

export interface Plan {
  /** Good for one apply, for ten minutes. */
  readonly planId: string;
  readonly action: 'redrive' | 'purge';
  readonly count: number;
  /** The plan in the CLI's words. */
  readonly words: string;
  /** What is asked before it is applied. */
  readonly question: string;
  /** What must be typed to agree, `null` where a yes is enough. */
  readonly confirm: string | null;
  /** How long a redrive takes. */
  readonly seconds: number | null;
  /** A first example of what a patch changes, as a unified difference; addresses are masked. */
  readonly difference: string | null;
}

/** `POST …/dead-letters/difference`: what a patch makes of one. */
export interface DifferenceRequest {
  readonly messageId: string;
  readonly undelivered?: boolean | undefined;
  readonly patch: Readonly<Record<string, unknown>>;
}

export interface Difference {
  /** A unified difference of the payloads; addresses are whole. */
  readonly difference: string;
  /** What is wrong with the result, field by field; empty where it is a notification. */
  readonly issues: readonly FieldIssue[];
}

/** `POST …/dead-letters/apply`, answered with the operation. */
export interface ApplyRequest {
  readonly planId: string;
  /** What was typed, where {@link Plan.confirm} wants it. */
  readonly confirm?: string | undefined;
}

/** A redrive or purge that this server does; `DELETE …/operations/:id` ends it once what is in hand is finished. */
export interface Operation {
  readonly id: string;
  readonly action: 'redrive' | 'purge';
  readonly state: 'running' | 'finished' | 'interrupted' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly startedAt: string;
  /** What came of it in the CLI's words, `null` while it runs. */
  readonly words: string | null;
}

/** `GET …/operations`: the last ones by the audit file, the newest first. */
export interface AuditedOperation {
  readonly run: string;
  readonly time: string;
  readonly action: string;
  readonly principal: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly error: string | null;
}

/** `GET /api/notification-form`: the fields of a notification, by the contract's schema. */
export interface NotificationForm {
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly kind: 'text' | 'lines' | 'list' | 'json';
    readonly required: boolean;
    readonly hint: string;
  }[];
}

/** `POST …/publish` `{ notification }`, or 422 with {@link PublishRefusal}. */
export interface Published {
  readonly id: string;
  readonly messageId: string;
}

export interface FieldIssue {
  readonly field: string;
  readonly message: string;
}

export interface PublishRefusal extends ApiError {
  readonly issues: readonly FieldIssue[];
}

/** `POST …/burst` `{ count, notification }`: so many of it, each with an id of its own. */
export interface BurstResult {
  readonly published: number;
  readonly failed: number;
}

/** `GET /api/levers`, on the local stack; `POST /api/levers/:id` `{ value }` pulls one, answered with all. */
export interface Lever {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly kind: 'toggle' | 'number' | 'button' | 'text';
  readonly value: boolean | number | string | null;
  /** Of a number. */
  readonly range?: {
    readonly min: number;
    readonly max: number;
    readonly step: number;
    readonly unit: string;
  };
  /** What does the same in a test. */
  readonly call: string;
}

/** `GET /api/inbox?after=` */
export interface InboxNews {
  readonly cursor: string;
  /** Whether these are all emails there are. */
  readonly isWhole: boolean;
  /** Oldest first. */
  readonly emails: readonly InboxSummary[];
}

export interface InboxSummary {
  readonly messageId: string;
  readonly from: string;
  readonly destination: InboxDestination;
  readonly subject: string;
  /** How many. */
  readonly attachments: number;
  readonly at: string;
}

export interface InboxDestination {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/**
 * `GET /api/inbox/:messageId`; `…/source` is the message as it travels, `…/attachments/:n` the file of that place.
 * `…/html` is the HTML part as a document for a frame with an empty `sandbox`, with a policy of its own: no script, nothing from
 * elsewhere; with `?images=yes` images of the web.
 */
export interface InboxEmail {
  readonly messageId: string;
  readonly from: string;
  readonly replyTo: readonly string[];
  readonly destination: InboxDestination;
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: readonly {
    readonly filename: string | null;
    readonly contentType: string;
    readonly size: number;
  }[];
  readonly at: string;
}
