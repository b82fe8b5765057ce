import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { importOptional } from '../../hosting/optional-import.ts';
import { loadSesInternals, type SesInternals } from '../../patches/ses-internals.ts';
import type { InboxEmail } from './email.ts';
import { type EmulatorAnswer, EmulatorClient } from './emulator-client.ts';
import type { SesRequest } from './ses-call.ts';

const PACKAGE = 'aws-ses-v2-local';

/** What the emulator keeps, one for each thread. */
export interface EmulatorStore {
  getStoreReadonly(): {
    /** Those that it has composed and nobody has taken out. */
    readonly emails: InboxEmail[];
    readonly templates: ReadonlyMap<string, unknown>;
  };
  clearStore(): void;
  setTemplate(name: string, template: unknown): void;
}

/** A template as the API of v2 has it. */
export interface EmailTemplate {
  readonly TemplateName: string;
  readonly TemplateContent: { readonly Subject: string; readonly Text?: string; readonly Html?: string };
}

/** The part of Node's `require` that is used here. */
export interface Loader {
  (specifier: string): unknown;
  resolve(specifier: string): string;
}

/**
 * The emulator of SES that turns raw messages and templates into emails. It starts when it is first needed, since to
 * load it takes longer than all else that a stack starts with, and most stacks never need it.
 */
export class Emulator {
  readonly #load: Loader;
  #starting: Promise<Started> | undefined;
  #started: Started | undefined;
  /** Those that the app has, by name. */
  readonly #ownTemplates = new Map<string, EmailTemplate & { readonly CreatedTimestamp: number }>();

  /**
   * @param load how modules are found and loaded.
   * @throws Error where the optional peer dependency is not installed.
   */
  static async find(load: Loader = createRequire(import.meta.url)): Promise<Emulator> {
    await importOptional(PACKAGE, async () => load.resolve(PACKAGE));
    return new Emulator(load);
  }

  private constructor(load: Loader) {
    this.#load = load;
  }

  /** Whether there is something of it in the thread. */
  get hasStarted(): boolean {
    return this.#starting !== undefined;
  }

  /** The emails that it has composed and nobody has taken out, and its templates by name. */
  get kept(): ReturnType<EmulatorStore['getStoreReadonly']> {
    return this.#started?.store.getStoreReadonly() ?? { emails: [], templates: this.#ownTemplates };
  }

  /** Keeps a template that the app has as a resource. */
  addTemplate(template: EmailTemplate): void {
    this.#ownTemplates.set(template.TemplateName, { ...template, CreatedTimestamp: Date.now() / 1000 });
    if (this.#started) this.#setTemplates(this.#started);
  }

  /** Forgets its templates, but for those that the app has. */
  clear(): void {
    if (!this.#started) return;
    this.#started.store.clearStore();
    this.#setTemplates(this.#started);
  }

  /**
   * Has it answer a request that was read whole.
   *
   * @throws Error where it does not within ten seconds: some requests it never answers.
   */
  async call(request: SesRequest): Promise<EmulatorAnswer> {
    const { client } = await this.#start();
    return client.call(request);
  }

  /** Writes an email as a message in MIME. */
  async compose(email: InboxEmail): Promise<Buffer> {
    const { createEmlContent } = await this.#start();
    // It would take an attachment's base64 for the file itself.
    const attachments = email.attachments.map(({ content, contentType, filename, contentId }) => ({
      contentType,
      filename,
      content: Buffer.from(content, 'base64'),
      ...(contentId !== undefined && { cid: contentId.replace(/^<|>$/g, '') }),
    }));
    const { body } = await createEmlContent({ ...email, attachments });
    return body;
  }

  async #start(): Promise<Started> {
    this.#starting ??= startIn(this.#load).then((started) => {
      this.#started = started;
      this.#setTemplates(started);
      return started;
    });
    return this.#starting;
  }

  #setTemplates({ store }: Started): void {
    for (const [name, template] of this.#ownTemplates) store.setTemplate(name, template);
  }
}

interface Started {
  readonly client: EmulatorClient;
  readonly store: EmulatorStore;
  readonly createEmlContent: SesInternals['createEmlContent'];
}

/** Starts it in this thread, with no port of its own, since the front is to be the only way to it. */
async function startIn(load: Loader): Promise<Started> {
  const { default: startServer } = load(PACKAGE) as MainModule;
  const server = await startServer({ host: '127.0.0.1', port: 0 });
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  const { store, createEmlContent } = loadSesInternals(load);
  return { client: new EmulatorClient(server), store: store as EmulatorStore, createEmlContent };
}

interface MainModule {
  readonly default: (config: { host: string; port: number }) => Promise<Server>;
}
