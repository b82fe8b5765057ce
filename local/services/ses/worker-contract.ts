import type { ThreadOptions } from '../../hosting/thread-contract.ts';
import type { SesSettings } from './settings.ts';

/** What the worker is started with. */
export interface WorkerOptions extends ThreadOptions {
  readonly settings: SesSettings;
}
