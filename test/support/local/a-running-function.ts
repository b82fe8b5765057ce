import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionConfiguration } from '../../../local/services/lambda/function-configuration.ts';
import { type FunctionSurroundings, LambdaFunction } from '../../../local/services/lambda/lambda-function.ts';
import { eventually } from '../eventually.ts';

/** What a test gives of a function: its files, or only its `index.mjs`, and what differs from the defaults. */
export interface ARunningFunction extends Partial<FunctionConfiguration>, FunctionSurroundings {
  readonly files?: Readonly<Record<string, string>>;
  readonly code?: string;
}

/** Functions with folders of their own, and everything that has to be ended after a test. */
export class RunningFunctions {
  readonly #ended: (() => unknown)[] = [];

  /** A function whose lines are in `lines`. */
  start({ files, code = '', clock, record, ...configuration }: ARunningFunction) {
    const folder = this.folder(files ?? { 'index.mjs': code });
    const lines: string[] = [];
    const target = new LambdaFunction(
      aConfiguration({ codeDirectory: folder, ...configuration }),
      (line) => lines.push(line),
      { ...(clock && { clock }), ...(record && { record }) },
    );
    this.#ended.push(() => target.stop());
    return {
      target,
      folder,
      lines,
      invoke: (event: unknown = {}) => target.invoke(JSON.stringify(event)),
      /** Waits until the function has written `line`. */
      wrote: (line: string) =>
        eventually(
          () => lines,
          (written) => written.includes(line),
        ),
    };
  }

  /** A folder with `files`. */
  folder(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-function-'));
    this.#ended.push(() => rmSync(folder, { recursive: true, force: true }));
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
    return folder;
  }

  async end(): Promise<void> {
    for (const end of this.#ended.splice(0).reverse()) await end();
  }
}

/** A whole configuration; give what matters to the test. */
export function aConfiguration(parts: Partial<FunctionConfiguration> = {}): FunctionConfiguration {
  return {
    name: 'work',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:work',
    constructPath: undefined,
    codeDirectory: '/nowhere',
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutMilliseconds: 10_000,
    memoryMegabytes: 128,
    environment: {},
    reservedConcurrency: undefined,
    ...parts,
  };
}

/** A handler that answers with `expression`. */
export const returning = (expression: string) =>
  `export const handler = async (event, context) => (${expression});`;

/** The result of an invocation that answered `value`. */
export const answered = (value: unknown) => ({ kind: 'result', payload: JSON.stringify(value) });

/** The result of an invocation that failed. */
export const failed = (errorType: string, errorMessage: unknown) => ({
  kind: 'error',
  error: { errorType, errorMessage },
});
