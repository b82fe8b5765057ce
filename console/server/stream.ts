import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ConsoleNotification, StreamEvents } from '../api.ts';
import type { Operations } from './operations.ts';
import type { PipelineWatch } from './pipeline-watch.ts';

/** Changes are told together, so often at most. */
const TOGETHER_MILLISECONDS = 500;

/** Without a word for so long, something between the two may take the connection for dead. */
const SILENCE_MILLISECONDS = 15_000;

/** What is to be told to one page. However slow it reads, it is no more than one of everything. */
class Outbox {
  readonly #latest = new Map<keyof StreamEvents, unknown>();
  readonly #notifications = new Map<string, ConsoleNotification>();
  readonly #points: unknown[] = [];
  readonly #operations = new Map<string, unknown>();

  put<Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name]): void {
    if (name === 'notifications') {
      for (const each of data as StreamEvents['notifications']) {
        this.#notifications.delete(each.id);
        this.#notifications.set(each.id, each);
      }
    } else if (name === 'point') this.#points.push(data);
    else if (name === 'operation') this.#operations.set((data as StreamEvents['operation']).id, data);
    else this.#latest.set(name, data);
  }

  /** All of it, after which nothing is left. */
  take(): (readonly [name: string, data: unknown])[] {
    const all: (readonly [string, unknown])[] = [
      ...this.#latest,
      ...(this.#notifications.size > 0
        ? [['notifications', [...this.#notifications.values()]] as const]
        : []),
      ...this.#points.map((point) => ['point', point] as const),
      ...[...this.#operations.values()].map((operation) => ['operation', operation] as const),
    ];
    this.#latest.clear();
    this.#notifications.clear();
    this.#points.length = 0;
    this.#operations.clear();
    return all;
  }
}

/** Tells a page all there is, and then what changes, until it goes. */
export function streamTo(context: Context, watch: PipelineWatch, operations: Operations): Response {
  return streamSSE(context, async (stream) => {
    const outbox = new Outbox();
    const { snapshot, end } = await watch.subscribe((name, data) => outbox.put(name, data));
    const ignore = operations.subscribe((operation) => outbox.put('operation', operation));
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    const tell = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) });
    try {
      await tell('snapshot', { ...snapshot, operations: operations.all });
      let told = Date.now();
      while (!stream.aborted) {
        await sleep(TOGETHER_MILLISECONDS, undefined, gone).catch(() => {});
        const news = outbox.take();
        for (const [event, data] of news) await tell(event, data);
        if (news.length > 0) told = Date.now();
        else if (Date.now() - told > SILENCE_MILLISECONDS) {
          await stream.write(': still here\n\n');
          told = Date.now();
        }
      }
    } finally {
      ignore();
      end();
    }
  });
}
