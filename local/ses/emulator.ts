import type { Server } from 'node:http';
import { importEmulator } from '../emulators/optional-import.ts';
import type { InboxEmail } from './email.ts';

const PACKAGE = 'aws-ses-v2-local';

/** What the emulator keeps, one for each thread. */
export interface EmulatorStore {
  getStoreReadonly(): { readonly emails: InboxEmail[] };
  saveEmail(email: InboxEmail): void;
  clearStore(): void;
}

/** The running emulator. */
export interface Emulator {
  /** It listens nowhere: connections are handed to it. */
  readonly server: Server;
  readonly store: EmulatorStore;
}

type Import = (specifier: string) => Promise<unknown>;

/**
 * Starts the emulator of SES in this thread, with no port of its own, since the front is to be the only way to it.
 *
 * @param load how a module is imported.
 * @throws Error where the optional peer dependency is not installed.
 */
export async function startEmulator(load: Import = (specifier) => import(specifier)): Promise<Emulator> {
  const [main, store] = await importEmulator(PACKAGE, () =>
    Promise.all([load(PACKAGE), load(`${PACKAGE}/dist/store.js`)]),
  );
  const { default: startServer } = (main as EmulatorModule).default;
  const server = await startServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.close(resolve));
  return { server, store: store as EmulatorStore };
}

/** The package is CommonJS compiled from an ES module, so its default export is one level down. */
interface EmulatorModule {
  readonly default: { readonly default: (config: { host: string; port: number }) => Promise<Server> };
}
