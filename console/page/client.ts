import { type FieldIssue, type PublishRefusal, TOKEN_HEADER } from '../api.ts';

/** A request that the server refused or that did not reach it, in one sentence for people. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  /** What is wrong with single fields of what was sent. */
  readonly issues: readonly FieldIssue[];

  constructor(message: string, status: number, issues: readonly FieldIssue[] = []) {
    super(message);
    this.status = status;
    this.issues = issues;
  }
}

let token = tokenIn(document);

/** Takes over the token of the server that answers now, which may have been started anew. */
export async function renewToken(): Promise<void> {
  const page = await (await fetch('/', { headers: { accept: 'text/html' } })).text();
  token = tokenIn(new DOMParser().parseFromString(page, 'text/html'));
}

function tokenIn(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[name="mailroom-token"]')?.content ?? '';
}

interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: unknown;
}

/** Asks the server that this page came from for JSON. */
export async function request<Answer>(path: string, asked?: Asked): Promise<Answer> {
  return readJson(await (await exchange(path, asked)).text()) as Answer;
}

/**
 * Asks the server that this page came from. Only what changes something carries the token.
 *
 * @throws RequestError in one sentence, where it refuses or does not answer.
 */
export async function exchange(path: string, { method = 'GET', body }: Asked = {}): Promise<Response> {
  const headers = new Headers();
  if (method !== 'GET') headers.set(TOKEN_HEADER, token);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new RequestError('The console’s server does not answer. Is it still running?', 0);
  });
  if (response.ok) return response;
  const refusal = readJson(await response.text()) as Partial<PublishRefusal> | undefined;
  const told = refusal?.message ?? `The console’s server answered with status ${response.status}.`;
  throw new RequestError(told, response.status, refusal?.issues ?? []);
}

/** A path of one pipeline. */
export function pipelinePath(pipeline: string, path: string): string {
  return `/api/pipelines/${encodeURIComponent(pipeline)}/${path}`;
}

/** What to tell people of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
