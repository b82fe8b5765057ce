/** What a queue held at the end of each minute from `first` to `last`, counted since the epoch, and did in each. */
export interface QueueSample {
  /** Its name. */
  readonly queue: string;
  readonly first: number;
  readonly last: number;
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  /** When the message came that has been in the queue for longest, in milliseconds since the epoch. */
  readonly oldestSince: number | undefined;
  /** Messages that somebody sent, or a topic delivered; not those that a redrive policy moved. */
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  /** Receives that gave no message. */
  readonly emptyReceives: number;
}

/** What has been sampled since it was asked for last. */
export interface QueueSamples {
  /** Of minutes that have ended. */
  readonly ended: readonly QueueSample[];
  /** Of the minute that has not, as it is at `now`. */
  readonly current: readonly QueueSample[];
  /** What topics could not put into the dead-letter queue of a subscription, one by one. */
  readonly lost?: readonly LostNotification[];
  /** Milliseconds since the epoch by the stack's clock. */
  readonly now: number;
}

/** A notification of which nothing is left. */
export interface LostNotification {
  /** The name of its topic. */
  readonly topic: string;
  /** Milliseconds since the epoch by the stack's clock. */
  readonly at: number;
}
