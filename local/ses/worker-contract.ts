import type { SesSettings } from './settings.ts';

/** What the worker is started with. */
export interface WorkerOptions {
  readonly port: number;
  readonly settings: SesSettings;
  readonly dataDirectory: string | undefined;
}

/** The one message that the worker sends: it listens, or why it cannot. */
export type WorkerReport =
  | { readonly kind: 'listening'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string };
