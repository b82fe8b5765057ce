import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { CustomNotificationsProps } from '../../../lib/index.ts';
import type { LocalStack } from '../../../local/index.ts';
import { writeStackFile } from '../../../local/stack-file.ts';
import { aNotification } from '../messages/a-notification.ts';
import { type DeadLetterParts, putDeadLetters } from '../messages/dead-letter-queues.ts';
import { depthOf, sqsOf } from '../messages/queues.ts';
import { Ledger } from '../stack/a-ledger.ts';
import { type OnTheWay, type SqsProxy, startSqsProxy } from '../stack/an-sqs-proxy.ts';
import { mailroom, type RunningCommand } from './a-command.ts';
import { type Ended, mailroomHere } from './a-command-here.ts';

/** Somebody with a running pipeline who types commands in a folder of their own. */
export class Operator {
  readonly ledger: Ledger;
  readonly sqs: SQSClient;
  readonly #folders: string[] = [];
  readonly #proxies: SqsProxy[] = [];
  #folder: string;

  private constructor(ledger: Ledger) {
    this.ledger = ledger;
    this.sqs = sqsOf(ledger.stack);
    this.#folder = this.aFolder();
  }

  /**
   * Starts a pipeline as {@link Ledger.open} does, whose clock does not skip: what a command has in hand is hidden for two
   * minutes.
   */
  static async open(props: Partial<CustomNotificationsProps> = {}): Promise<Operator> {
    return new Operator(await Ledger.open(props, { clock: 'real' }));
  }

  async close(): Promise<void> {
    await this.#removeWhatWasMade();
    this.sqs.destroy();
    await this.ledger.close();
  }

  /** Begins anew, in another folder, with a pipeline as {@link Ledger.reset} leaves it. */
  async reset(): Promise<void> {
    await this.#removeWhatWasMade();
    await this.ledger.reset();
    this.#folder = this.aFolder();
  }

  /** Where the commands are given. */
  get folder(): string {
    return this.#folder;
  }

  /** A folder in which the stack is known, with services at other addresses, or other pipelines, where they are given. */
  aFolder(
    addresses: Partial<LocalStack['endpoints']> = {},
    pipelines: LocalStack['pipelines'] = this.ledger.stack.pipelines,
  ): string {
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-operator-'));
    const { stack } = this.ledger;
    const endpoints = { ...stack.endpoints, ...addresses };
    writeStackFile(Object.assign(Object.create(stack), { endpoints, pipelines }) as LocalStack, folder);
    this.#folders.push(folder);
    return folder;
  }

  /** A folder in which SQS is known at a proxy of its own. */
  async aProxiedFolder(onTheWay: OnTheWay): Promise<string> {
    const proxy = await startSqsProxy(this.ledger.stack.endpoints.sqs, onTheWay);
    this.#proxies.push(proxy);
    return this.aFolder({ sqs: proxy.url });
  }

  async #removeWhatWasMade(): Promise<void> {
    for (const proxy of this.#proxies.splice(0)) await proxy.stop();
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true });
  }

  get deadLetterQueueUrl(): string {
    return this.ledger.pipeline.deadLetterQueueUrl ?? '';
  }

  get queueName(): string {
    return this.deadLetterQueueUrl.split('/').at(-1) ?? '';
  }

  /** Puts one dead letter for each id, whose email has the id as its subject; give what else matters. */
  async put(ids: readonly string[], { evidence, ...parts }: DeadLetterParts = {}): Promise<void> {
    const letters = ids.map((id) => ({
      body: JSON.stringify(aNotification({ id, subject: id })),
      ...parts,
      evidence: { ...evidence, id },
    }));
    await putDeadLetters(this.sqs, this.deadLetterQueueUrl, letters);
  }

  /** How many dead letters there are. */
  depth(): Promise<{ visible: number; inFlight: number }> {
    return depthOf(this.sqs, this.deadLetterQueueUrl);
  }

  /** Begins `mailroom dlq` with these arguments, in a process of its own. */
  start(args: readonly string[], folder: string = this.folder): RunningCommand {
    return mailroom(folder, ['dlq', ...args]);
  }

  /** Runs `mailroom dlq` to its end. */
  run(args: readonly string[], folder: string = this.folder): Promise<Ended> {
    return mailroomHere(folder, ['dlq', ...args]);
  }

  /** Runs `mailroom dlq … --json`, and gives the document that is all it may print. */
  async json<Document extends object>(
    args: readonly string[],
    folder: string = this.folder,
  ): Promise<{ code: number | null } & Document> {
    const { code, stdout, stderr } = await this.run([...args, '--json'], folder);
    if (stdout === '') throw new Error(`It printed nothing and ended with ${code}: ${stderr}`);
    return { code, ...JSON.parse(stdout) };
  }

  /** The lines of the audit file. */
  get audit(): Record<string, unknown>[] {
    return this.auditIn(this.folder);
  }

  auditIn(folder: string): Record<string, unknown>[] {
    const path = join(folder, 'mailroom-audit.jsonl');
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  }
}
