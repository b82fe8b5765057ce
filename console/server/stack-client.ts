import type { LocalStackFile } from '../../contract/local-stack-file.ts';
import {
  CONTROL_TOKEN_HEADER,
  type KillOrder,
  type LogNews,
  type SkipOrder,
  type StackState,
  type TablesOrder,
} from '../../contract/stack-control.ts';

/** The stack answers at once, or after the second that it waits for something to be logged. */
const PATIENCE_MILLISECONDS = 10_000;

/** What the local SES tells of itself, beside its settings. */
export interface SesState extends Readonly<Record<string, unknown>> {
  readonly counts: Readonly<Record<string, number>>;
}

/** A running local stack, by HTTP. */
export class StackClient {
  readonly #stack: LocalStackFile;
  #inboxCursor = '';

  constructor(stack: LocalStackFile) {
    this.#stack = stack;
  }

  state(): Promise<StackState> {
    return this.#control('/state');
  }

  /** What was logged after a cursor; waits for a second where nothing was. */
  log(after: number): Promise<LogNews> {
    return this.#control(`/log?after=${after}`);
  }

  kill(order: KillOrder): Promise<{ killed: number }> {
    return this.#control('/workers/kill', order);
  }

  tables(order: TablesOrder): Promise<unknown> {
    return this.#control('/tables', order);
  }

  skip(order: SkipOrder): Promise<unknown> {
    return this.#control('/clock/skip', order);
  }

  ses(): Promise<SesState> {
    return askJson(this.#ses('/_mailroom/ses'));
  }

  configureSes(change: Readonly<Record<string, unknown>>): Promise<SesState> {
    return askJson(this.#ses('/_mailroom/ses'), { method: 'PUT', body: JSON.stringify(change) });
  }

  /** How many emails are in the inbox. */
  async inboxCount(): Promise<number> {
    const { cursor } = await askJson<{ cursor: string }>(
      this.#ses(`/_mailroom/inbox/news?after=${this.#inboxCursor}`),
    );
    this.#inboxCursor = cursor;
    return Number(cursor.split('.').at(-1));
  }

  /** What the inbox answers, as it answers it. */
  inbox(path: string, method = 'GET'): Promise<Response> {
    return ask(this.#ses(path), { method });
  }

  #ses(path: string): URL {
    return new URL(path, this.#stack.inboxUrl);
  }

  #control<Answer>(path: string, order?: object): Promise<Answer> {
    const { controlUrl, controlToken } = this.#stack;
    if (controlUrl === undefined || controlToken === undefined)
      throw new Error('The local stack has no control: start it with "npx amplify-mailroom local".');
    return askJson(new URL(path, controlUrl), {
      headers: { [CONTROL_TOKEN_HEADER]: controlToken },
      ...(order && { method: 'POST', body: JSON.stringify(order) }),
    });
  }
}

async function askJson<Answer>(url: URL, init?: RequestInit): Promise<Answer> {
  const response = await ask(url, init);
  if (response.ok) return (await response.json()) as Answer;
  const { message } = (await response.json()) as { message: string };
  throw new Error(message);
}

async function ask(url: URL, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
  } catch (cause) {
    throw new Error('The local stack does not answer: is it still running?', { cause });
  }
}
