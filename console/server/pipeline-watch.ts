import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedLine } from '../../contract/stack-control.ts';
import { sentenceOf } from '../../ops/aws-error.ts';
import type { Clients } from '../../ops/clients.ts';
import { knownOf } from '../../ops/part.ts';
import { type Status, StatusReader } from '../../ops/status/status.ts';
import type { TableEntries } from '../../ops/story/table-entry.ts';
import type { Target } from '../../ops/target.ts';
import type { Alarm, Picture, Snapshot, StreamEvents } from '../api.ts';
import { Aftermath } from './aftermath.ts';
import { DeadLetterLooks } from './dead-letter-looks.ts';
import { readDepths } from './depths.ts';
import { readLogEvent, readMetrics } from './log-event.ts';
import { readSeries } from './metric-series.ts';
import { NotificationBook } from './notification-book.ts';
import { alarmsIn, type LocalSight, pictureOf } from './picture.ts';
import { Series } from './series.ts';
import type { StackClient } from './stack-client.ts';
import { subscribersOf } from './subscribers.ts';

/** How often it is looked at the local stack, and how often once so many looks in a row have found nothing new. */
const LOCAL_MILLISECONDS = 500;
const CALM_MILLISECONDS = 2_500;
const CALM_LOOKS = 10;

/** How often at most at all of it, while something happens there and while not. */
const BUSY_MILLISECONDS = 2_000;
const QUIET_MILLISECONDS = 10_000;

/** CloudWatch's own minute. */
const DEPLOYED_MILLISECONDS = 60_000;

const POINT_MILLISECONDS = 1_000;
const MAX_POINTS = 600;

/** As many notifications are in a snapshot. */
const SNAPSHOT_NOTIFICATIONS = 1_000;

/** Over so many points the rate is told. */
const RATE_POINTS = 5;

/** Hears of what has changed. */
export type Listener = <Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name]) => void;

export interface WatchDeps {
  readonly target: Target;
  readonly clients: Clients;
  /** The local stack that runs it; `undefined` elsewhere. */
  readonly stack: StackClient | undefined;
  /** `undefined` where it has none. */
  readonly table: TableEntries | undefined;
}

/** Watches one pipeline, for as long as somebody listens. */
export class PipelineWatch {
  readonly target: Target;
  readonly book = new NotificationBook();
  readonly looks = new DeadLetterLooks();
  readonly #clients: Clients;
  readonly #stack: StackClient | undefined;
  readonly #reader: StatusReader;
  readonly #aftermath: Aftermath | undefined;
  readonly #series = new Series(MAX_POINTS);
  readonly #listeners = new Set<Listener>();
  #watching: AbortController | undefined;
  #picture: Picture | undefined;
  #alarms: readonly Alarm[] = [];
  #subscribers: Picture['subscribers'] = [];
  #status: Status | undefined;
  #preparing: Promise<void> | undefined;
  /** Counts what was logged. */
  #events = 0;
  #local: LocalSight | undefined;
  /** What was seen when all of it was read last, and when that was; `Infinity` while it is read. */
  #seen = '';
  #readAt = 0;
  /** How many looks in a row have found nothing new, and as what they found it. */
  #calmLooks = 0;
  #found = '';
  /** Ends the wait for the next look. */
  #goOn = () => {};

  constructor({ target, clients, stack, table }: WatchDeps) {
    this.target = target;
    this.#clients = clients;
    this.#stack = stack;
    this.#reader = new StatusReader(target, clients);
    this.#aftermath = table && new Aftermath({ book: this.book, read: (ids) => table.read(ids) });
  }

  /** Begins to read what a page that is on its way will ask for; elsewhere that would be paid for twice. */
  prepare(): void {
    if (this.#stack && !this.#status) this.#preparing ??= this.#readStatus(new AbortController().signal);
  }

  /** Looks at once, where it was calm: something happens. */
  wake(): void {
    if (this.#calmLooks >= CALM_LOOKS) this.#goOn();
    this.#calmLooks = 0;
  }

  /** Takes what the stack has logged. */
  logged(lines: readonly LoggedLine[]): void {
    this.wake();
    const { emailer, feedback } = this.target.pipeline.functions;
    const isOurs = (name: string) => name === emailer || name === feedback;
    const changed = new Map<string, StreamEvents['notifications'][number]>();
    let isTold = false;
    for (const { line } of lines) {
      const metrics = readMetrics(line);
      if (metrics && isOurs(metrics.functionName)) this.#series.took(metrics.deliveryTimes);
      isTold ||= metrics !== undefined && metrics.functionName === feedback;
      const event = readLogEvent(line);
      if (!event || !isOurs(event.functionName)) continue;
      this.#events += 1;
      this.#series.count(event.kind);
      const notification = this.book.apply(event);
      if (notification) changed.set(notification.id, notification);
      if (notification && event.kind === 'sent' && feedback !== undefined)
        this.#aftermath?.sent(notification.id);
    }
    if (changed.size > 0) this.#tell('notifications', [...changed.values()]);
    // Of what goes as it should the feedback function logs a number alone; the table tells more.
    if (!isTold) return;
    this.#events += 1;
    this.#aftermath?.stir();
  }

  /** Notes that something was published by the console. */
  published(id: string): void {
    this.wake();
    this.#events += 1;
    this.#tell('notifications', [this.book.published(id, this.#now)]);
  }

  /** The time where the pipeline is, in milliseconds since the epoch. */
  get #now(): number {
    return Date.now() + (this.#local?.stack.skippedMilliseconds ?? 0);
  }

  /** Gives how everything is, and from then on what changes. */
  async subscribe(
    listener: Listener,
  ): Promise<{ readonly snapshot: Omit<Snapshot, 'operations'>; readonly end: () => void }> {
    if (!this.#watching) await this.#look();
    this.#listeners.add(listener);
    this.#watch();
    return {
      snapshot: {
        picture: this.#picture as Picture,
        notifications: [...this.book.all()].slice(-SNAPSHOT_NOTIFICATIONS),
        points: this.#series.points,
        alarms: this.#alarms,
      },
      end: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size === 0) this.stop();
      },
    };
  }

  stop(): void {
    this.#watching?.abort();
    this.#watching = undefined;
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    void this.#looking(signal);
    if (this.#stack) void this.#drawing(signal);
  }

  async #looking(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#pause(signal);
      if (!signal.aborted) await this.#look(signal);
    }
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const local = this.#calmLooks >= CALM_LOOKS ? CALM_MILLISECONDS : LOCAL_MILLISECONDS;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#goOn = resolve;
    const timer = setTimeout(resolve, this.#stack ? local : DEPLOYED_MILLISECONDS);
    signal.addEventListener('abort', this.#goOn, { once: true });
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', this.#goOn);
  }

  async #drawing(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(POINT_MILLISECONDS, undefined, { signal }).catch(() => {});
      if (!signal.aborted) this.#addPoint(POINT_MILLISECONDS / 1000);
    }
  }

  #addPoint(seconds: number): void {
    const { queue, topic, deadLetters, ses } = this.#picture as Picture;
    const daily = ses.quota?.daily ?? null;
    const point = this.#series.add(Date.now(), seconds, topic.published, {
      waiting: queue.waiting,
      inFlight: queue.inFlight,
      deadLetters: deadLetters.count,
      oldestSeconds: queue.oldestSeconds,
      quotaUsed: daily === null || ses.quota === null ? null : ses.quota.used / Math.max(1, daily),
    });
    this.#tell('point', point);
  }

  /** What cannot be read says so in its place; the first look fails where nothing can. */
  async #look(signal: AbortSignal = new AbortController().signal): Promise<void> {
    try {
      if (!this.#stack || !this.#status) await (this.#preparing ?? this.#readStatus(signal));
      if (this.#stack) await this.#lookAtStack(this.#stack, signal);
      else await this.#readMetrics();
      if (!this.#stack) this.#aftermath?.stir();
      void this.#readAftermath();
      this.#draw();
    } catch (error) {
      if (!this.#picture) throw error;
      this.#show({ ...this.#picture, unavailable: { stack: sentenceOf(error) } });
    }
  }

  /** Looks at what changes from moment to moment; at all of it where something has happened, and then beside. */
  async #lookAtStack(stack: StackClient, signal: AbortSignal): Promise<void> {
    const [state, ses, inboxCount, depths] = await Promise.all([
      stack.state(),
      stack.ses(),
      stack.inboxCount(),
      readDepths(this.target, this.#clients),
    ]);
    this.#local = { stack: state, ses, inboxCount, postponed: this.book.postponedAt(state.now), depths };
    const seen = JSON.stringify([this.#events, state.published, depths, ses]);
    this.#calmLooks = seen === this.#found ? this.#calmLooks + 1 : 0;
    this.#found = seen;
    const patience = seen === this.#seen ? QUIET_MILLISECONDS : BUSY_MILLISECONDS;
    if (Date.now() - this.#readAt < patience) return;
    this.#seen = seen;
    void this.#readStatus(signal);
  }

  async #readMetrics(): Promise<void> {
    const points = await readSeries(this.#clients.cloudWatch, this.target, Date.now());
    for (const point of this.#series.replace(points)) this.#tell('point', point);
  }

  /** Never rejects. */
  async #readAftermath(): Promise<void> {
    const changed = (await this.#aftermath?.look()) ?? [];
    if (changed.length > 0) this.#tell('notifications', changed);
  }

  /** Never rejects. */
  async #readStatus(signal: AbortSignal): Promise<void> {
    this.#readAt = Number.POSITIVE_INFINITY;
    this.#subscribers = await subscribersOf(this.target, this.#clients).catch(() => this.#subscribers);
    const look = () => this.#reader.read(signal, this.#now);
    this.#status = (await this.looks.beside(look)) ?? this.#status ?? (await look());
    this.#readAt = Date.now();
  }

  #draw(): void {
    const local = this.#local;
    const status = this.#status as Status;
    const recent = this.#series.points.slice(-RATE_POINTS);
    const seconds = recent.reduce((sum, point) => sum + point.seconds, 0);
    const sent = recent.reduce((sum, point) => sum + point.sent, 0);
    this.#show(
      pictureOf({
        at: local?.stack.now ?? Date.now(),
        ...{ target: this.target, status, local, subscribers: this.#subscribers },
        published: this.#series.points.reduce((sum, { published }) => sum + published, 0),
        ratePerSecond: seconds === 0 ? 0 : Math.round((10 * sent) / seconds) / 10,
      }),
    );
    const alarms = alarmsIn(status);
    if (knownOf(status.alarms) && JSON.stringify(alarms) !== JSON.stringify(this.#alarms)) {
      this.#alarms = alarms;
      this.#tell('alarms', alarms);
    }
  }

  #show(picture: Picture): void {
    const hasChanged = withoutTime(picture) !== withoutTime(this.#picture);
    this.#picture = picture;
    if (hasChanged) this.#tell('picture', picture);
  }

  #tell: Listener = (name, data) => {
    for (const listener of this.#listeners) listener(name, data);
  };
}

function withoutTime(picture: Picture | undefined): string {
  return JSON.stringify({ ...picture, at: '' });
}
