import type { SesSettingsChange } from '../../local/index.ts';

/** What is published, and how. */
export interface Load {
  readonly count: number;
  /** @default undefined: as fast as SNS takes them */
  readonly perSecond?: number;
  /** `one`: a request for each notification, as baselines do it. `batch`: by `NotificationPublisher.publishAll`. */
  readonly publisher: 'one' | 'batch';
  readonly recipient: string;
  /** Notifications that are delivered before the load, so that workers are warm; they count nowhere. */
  readonly warmUp?: number;
}

/** What goes wrong on purpose. */
export type Fault =
  /** SES is down from the first publish on. */
  | { readonly kind: 'outage'; readonly seconds: number }
  /** Workers die while they are busy, one at a time, from the first accepted email on. */
  | { readonly kind: 'kills'; readonly count: number; readonly everyMilliseconds: number };

/** One run of one shape: plain data, since each run has a process of its own. */
export interface Trial {
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  readonly ses: SesSettingsChange;
  /** How long a function behind a topic waits for each retry. */
  readonly asynchronousRetrySeconds: readonly number[];
  readonly load: Load;
  readonly fault?: Fault;
  /** `settled`: every queue but those for dead letters is empty. `published`: SNS has taken all. */
  readonly until: 'settled' | 'published';
  readonly deadlineSeconds: number;
}

/** What one function has used, in the words of Lambda's bill. */
export interface FunctionUsage {
  readonly invocations: number;
  readonly coldStarts: number;
  readonly billedMilliseconds: number;
  readonly memoryMegabytes: number;
}

/** A message of the dead-letter queue. */
export interface DeadLetter {
  readonly id: string;
  /** Receives that it took to get there. */
  readonly receives: number;
  /** Why, where the message says so. */
  readonly reason?: string | undefined;
}

/** What was seen of a trial. Times are in milliseconds since 1970. */
export interface Observation {
  readonly published: readonly { readonly id: string; readonly at: number }[];
  readonly emails: readonly { readonly id: string; readonly at: number }[];
  readonly deadLetters: readonly DeadLetter[];
  /** Messages still in a queue when the trial ended. */
  readonly waiting: number;
  readonly ses: { accepted: number; throttled: number; failed: number; refused: number };
  readonly functions: readonly FunctionUsage[];
  /** Requests by service and action, as in `sqs` and `ReceiveMessage`. */
  readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Whether the pipeline has a queue; the events of a function behind a topic wait in Lambda's own, which is free. */
  readonly hasQueue: boolean;
  readonly kills: number;
  /** When the first dead letter was seen. */
  readonly firstDeadLetterAt?: number | undefined;
}
