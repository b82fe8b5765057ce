import { SendMessageBatchCommand, type SendMessageBatchCommandOutput } from '@aws-sdk/client-sqs';
import type { LocalStack, LocalStackOptions, Pipeline } from '../../../local/index.ts';
import type { LambdaFunction } from '../../../local/services/lambda/lambda-function.ts';
import { depthOf, sqsOf } from '../messages/queues.ts';
import { aJournal, type Entry, type Journal, NOTE } from './a-journal.ts';
import { type AQueuePipeline, aQueuePipeline } from './a-queue-pipeline.ts';
import { type AnAssembly, anAssembly, removeDirectory } from './an-assembly.ts';
import { StartedStacks } from './started-stacks.ts';

type Resources = AnAssembly['resources'];

/** What one function does, and how its queue and it are configured. */
export interface WorkerParts {
  readonly code: string;
  readonly pipeline?: AQueuePipeline;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * Functions of tests, each behind a queue of its own, in one stack, which takes as long to start for many as for one.
 * Each test adds what it needs where it stands, before the stack starts.
 */
export class SomeWorkers {
  readonly #stacks = new StartedStacks();
  readonly #shared: Resources;
  readonly #added: { readonly worker: SomeWorker; readonly parts: WorkerParts }[] = [];
  #stack: LocalStack | undefined;

  /** @param shared resources that all of them may use. */
  constructor(shared: Resources = {}) {
    this.#shared = shared;
  }

  /** Adds a function, which finds its journal, its queue and what else it names in its environment. */
  add(parts: WorkerParts): SomeWorker {
    const worker = new SomeWorker(`Case${this.#added.length}`, () => this.stack);
    this.#added.push({ worker, parts });
    return worker;
  }

  async start(options: Partial<LocalStackOptions> = {}): Promise<void> {
    const resources = this.#added.map(({ worker, parts }) => aQueuePipeline(parts.pipeline, worker.id));
    const functions = this.#added.map(({ worker, parts: { code, properties } }) => {
      const variables = { JOURNAL: worker.journal.path, QUEUE: { Ref: `${worker.id}Queue` } };
      const shared = Object.keys(this.#shared).map((id) => [id.toUpperCase(), { Ref: id }]);
      const Environment = { Variables: { ...variables, ...Object.fromEntries(shared) } };
      return [`${worker.id}Worker`, { code: NOTE + code, properties: { Environment, ...properties } }];
    });
    const app = anAssembly({
      resources: Object.assign({}, this.#shared, ...resources),
      functions: Object.fromEntries(functions),
    });
    this.#stack = await this.#stacks.start(app, options);
  }

  async end(): Promise<void> {
    await this.#stacks.end();
    for (const { worker } of this.#added) worker.end();
  }

  get stack(): LocalStack {
    if (!this.#stack) throw new Error('The stack of the workers has not been started');
    return this.#stack;
  }
}

/** One of {@link SomeWorkers}. */
export class SomeWorker {
  /** What its logical ids begin with. */
  readonly id: string;
  readonly journal: Journal = aJournal();
  readonly #stack: () => LocalStack;

  constructor(id: string, stack: () => LocalStack) {
    this.id = id;
    this.#stack = stack;
  }

  get pipeline(): Pipeline {
    const found = Object.entries(this.#stack().pipelines).find(([name]) => name.endsWith(`/${this.id}Topic`));
    if (!found) throw new Error(`There is no pipeline ${this.id}`);
    return found[1];
  }

  /** The name of the function. */
  get name(): string {
    return this.pipeline.functions.emailer ?? '';
  }

  get function(): LambdaFunction {
    return this.#stack().functions.get(this.name) as LambdaFunction;
  }

  entries(): Entry[] {
    return this.journal.entries();
  }

  /** What the function noted so far. */
  noted(): unknown[] {
    return this.entries().map(({ what }) => what);
  }

  send(...bodies: string[]): Promise<SendMessageBatchCommandOutput> {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const { queueUrl: QueueUrl } = this.pipeline;
    return sqsOf(this.#stack()).send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }

  /** What the queue and its dead-letter queue hold. */
  async depth(): Promise<Record<'queue' | 'dead', { visible: number; inFlight: number }>> {
    const { queueUrl = '', deadLetterQueueUrl = '' } = this.pipeline;
    const sqs = sqsOf(this.#stack());
    return { queue: await depthOf(sqs, queueUrl), dead: await depthOf(sqs, deadLetterQueueUrl) };
  }

  /** Removes what it noted. */
  end(): void {
    removeDirectory(this.journal.folder);
  }
}
