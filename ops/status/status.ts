import type { Clients } from '../clients.ts';
import { queueNameOf, waitSecondsFor } from '../dead-letters/dead-letter-queue.ts';
import { arnOf, depthOf, type QueueDepth, totalOf } from '../dead-letters/depth.ts';
import type { DeadLetterGroup } from '../dead-letters/groups.ts';
import { listDeadLetters } from '../dead-letters/list.ts';
import { type Part, part } from '../part.ts';
import { latestMoveTask, type MoveTask } from '../redrive/move-task.ts';
import { readSendQuota, type SendQuota } from '../send-quota.ts';
import type { Target } from '../target.ts';
import { type AlarmStatus, alarmsOf } from './alarms.ts';
import { type Feedback, FeedbackReader } from './feedback.ts';
import { ageOfOldest } from './oldest.ts';
import type { Postponed } from './postponed.ts';
import { PostponedReader } from './postponed-reader.ts';

/** How a pipeline is doing. */
export interface Status {
  readonly pipeline: string;
  readonly account: string;
  readonly region: string;
  readonly queue: Part<QueueDepth>;
  /** What of it is hidden until its next attempt, and why. */
  readonly postponed: Part<readonly Postponed[]>;
  /** Seconds that the oldest notification of the queue is old, by CloudWatch; `undefined` where that was told nothing lately. */
  readonly oldestSeconds: Part<number | undefined>;
  readonly deadLetters: Part<DeadLetterStatus>;
  readonly undelivered: Part<QueueDepth>;
  /** The dead-letter queue's latest move task by SQS; `undefined` where there was none. */
  readonly moveTask: Part<MoveTask | undefined>;
  readonly quota: Part<SendQuota>;
  /** What became of what was sent; `undefined` where the pipeline has no feedback. */
  readonly feedback: Part<FeedbackStatus | undefined>;
  /** None where the pipeline has none. */
  readonly alarms: Part<readonly AlarmStatus[]>;
}

/** What SES told of emails, and what of it is not read yet. */
export interface FeedbackStatus extends Feedback {
  /** Events that wait for the feedback function. */
  readonly waiting: number;
  /** Events that it could not read or keep. */
  readonly deadLetters: number;
}

/** What lies in the dead-letter queue. */
export interface DeadLetterStatus {
  readonly depth: QueueDepth;
  readonly groups: readonly DeadLetterGroup[];
  /** Why the groups are not all of it; empty where they are. */
  readonly partial: readonly string[];
}

/** Looking for reasons hides messages for a moment, so it stops at this many of them. */
const MAX_LOOKED_AT = 1_000;

/**
 * Reads the status of one pipeline again and again; the dead letters only when their number has changed, or when more
 * of them can be seen.
 */
export class StatusReader {
  readonly #target: Target;
  readonly #clients: Clients;
  readonly #postponed: PostponedReader;
  readonly #feedback: FeedbackReader;
  #deadLetters: DeadLetterStatus | undefined;

  constructor(target: Target, clients: Clients) {
    this.#target = target;
    this.#clients = clients;
    this.#postponed = new PostponedReader(clients.cloudWatch);
    this.#feedback = new FeedbackReader(clients.cloudWatch, { isFree: target.endpoints !== undefined });
  }

  /**
   * Never rejects: what cannot be read says so in its place.
   *
   * @param now by the clock of what is read, in milliseconds since the epoch: a local stack's may be ahead.
   */
  async read(signal: AbortSignal, now = Date.now()): Promise<Status> {
    const { pipelineName, accountId, region, pipeline } = this.#target;
    const { queueUrl, deadLetterQueueUrl, undeliveredQueueUrl, functions, alarms } = pipeline;
    const { sqs, ses, cloudWatch } = this.#clients;
    const queue = await part('queue', queueUrl, (url) => depthOf(sqs, url));
    const [age, postponed, deadLetters, undelivered, moveTask, quota, feedback, states] = await Promise.all([
      part('queue', queueUrl, (url) => ageOfOldest(cloudWatch, queueNameOf(url), now)),
      this.#readPostponed(queue, functions.emailer),
      part('dead-letter queue', deadLetterQueueUrl, (url) => this.#readDeadLetters(url, signal)),
      part('queue of undelivered notifications', undeliveredQueueUrl, (url) => depthOf(sqs, url)),
      part('dead-letter queue', deadLetterQueueUrl, async (url) =>
        latestMoveTask(sqs, await arnOf(sqs, url)),
      ),
      part('SES', 'SES', () => readSendQuota(ses)),
      part('feedback', this.#target, () => this.#readFeedback(now)),
      part('alarms', alarms ?? {}, (names) => alarmsOf(cloudWatch, names)),
    ]);
    return {
      pipeline: pipelineName,
      account: accountId,
      region,
      queue,
      postponed,
      oldestSeconds: 'value' in age ? { value: oldestOf(queue, age.value, postponed) } : age,
      deadLetters,
      undelivered,
      moveTask,
      quota,
      feedback,
      alarms: states,
    };
  }

  async #readPostponed(
    queue: Part<QueueDepth>,
    emailer: string | undefined,
  ): Promise<Part<readonly Postponed[]>> {
    if (!('value' in queue)) return queue;
    const { inFlight } = queue.value;
    if (inFlight === 0) return { value: [] };
    return part('emailer', emailer, (name) => this.#postponed.read(name, inFlight));
  }

  async #readFeedback(now: number): Promise<FeedbackStatus | undefined> {
    const { functions, feedbackQueueUrl, feedbackDeadLetterQueueUrl } = this.#target.pipeline;
    if (functions.feedback === undefined) return undefined;
    const countIn = async (url: string | undefined) =>
      url === undefined ? 0 : totalOf(await depthOf(this.#clients.sqs, url));
    const [feedback, waiting, deadLetters] = await Promise.all([
      this.#feedback.read(functions.feedback, now),
      countIn(feedbackQueueUrl),
      countIn(feedbackDeadLetterQueueUrl),
    ]);
    return { ...feedback, waiting, deadLetters };
  }

  async #readDeadLetters(url: string, signal: AbortSignal): Promise<DeadLetterStatus> {
    const { sqs } = this.#clients;
    const depth = await depthOf(sqs, url);
    const last = this.#deadLetters;
    if (last && totalOf(last.depth) === totalOf(depth) && depth.visible <= last.depth.visible)
      return { ...last, depth };
    if (depth.visible === 0) return { depth, groups: [], partial: hiddenFrom(depth) };
    const waitSeconds = waitSecondsFor(this.#target);
    const queue = { sqs, url, kind: 'deadLetterQueue', waitSeconds } as const;
    const { groups, partial } = await listDeadLetters(queue, {}, { signal, limit: MAX_LOOKED_AT });
    this.#deadLetters = { depth, groups, partial };
    return this.#deadLetters;
  }
}

/** SQS's age leaves out what was received three times, which the emailer's own words do not. */
function oldestOf(
  queue: Part<QueueDepth>,
  age: number | undefined,
  postponed: Part<readonly Postponed[]>,
): number | undefined {
  // CloudWatch still tells the age of what has just left the queue.
  if ('value' in queue && totalOf(queue.value) === 0) return undefined;
  const moments = 'value' in postponed ? postponed.value.map(({ oldest }) => oldest.getTime()) : [];
  const ages = moments.map((moment) => (Date.now() - moment) / 1000);
  return age === undefined && ages.length === 0 ? undefined : Math.max(age ?? 0, ...ages);
}

function hiddenFrom({ inFlight }: QueueDepth): string[] {
  return inFlight > 0 ? [`${inFlight} are hidden by another reader for now.`] : [];
}
