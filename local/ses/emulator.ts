import type { Server } from 'node:http';
import { importEmulator } from '../emulators/optional-import.ts';
import type { InboxEmail } from './email.ts';

const PACKAGE = 'aws-ses-v2-local';

/** What the emulator keeps, one for each thread. */
export interface EmulatorStore {
  getStoreReadonly(): {
    /** Those that it has composed and nobody has taken out. */
    readonly emails: InboxEmail[];
    readonly templates: ReadonlyMap<string, unknown>;
  };
  clearStore(): void;
}

/** Writes an email as a message in MIME. */
export type ComposeMessage = (email: InboxEmail) => Promise<Buffer>;

/** The running emulator. */
export interface Emulator {
  /** It listens nowhere: connections are handed to it. */
  readonly server: Server;
  readonly store: EmulatorStore;
  readonly compose: ComposeMessage;
}

type Import = (specifier: string) => Promise<unknown>;

/**
 * Starts the emulator of SES in this thread, with no port of its own, since the front is to be the only way to it.
 *
 * @param load how a module is imported.
 * @throws Error where the optional peer dependency is not installed.
 */
export async function startEmulator(load: Import = (specifier) => import(specifier)): Promise<Emulator> {
  const [main, store, emlFile] = await importEmulator(PACKAGE, () =>
    Promise.all([load(PACKAGE), load(`${PACKAGE}/dist/store.js`), load(`${PACKAGE}/dist/emlFile.js`)]),
  );
  const { default: startServer } = (main as EmulatorModule).default;
  const server = await startServer({ host: '127.0.0.1', port: 0 });
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  return { server, store: store as EmulatorStore, compose: composeBy(emlFile as EmlFileModule) };
}

/** The emulator would take an attachment's base64 for the file itself. */
function composeBy({ createEmlContent }: EmlFileModule): ComposeMessage {
  return async (email) => {
    const attachments = email.attachments.map(({ content, contentType, filename }) => ({
      ...{ contentType, filename },
      content: Buffer.from(content, 'base64'),
    }));
    const { body } = await createEmlContent({ ...email, attachments });
    return body;
  };
}

interface EmlFileModule {
  createEmlContent(email: object): Promise<{ readonly body: Buffer }>;
}

/** The package is CommonJS compiled from an ES module, so its default export is one level down. */
interface EmulatorModule {
  readonly default: { readonly default: (config: { host: string; port: number }) => Promise<Server> };
}
