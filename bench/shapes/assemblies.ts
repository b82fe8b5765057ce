import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changeTemplate, type TemplateChange } from './template-changes.ts';

const BENCH = new URL('../', import.meta.url);

/** A CDK app of `bench/`, and what it reads from its environment. */
export interface AppSource {
  /** The app's file, from `bench/`. */
  readonly file: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Cloud assemblies for trials: each app is synthesized once, each set of changes is a copy. */
export class Assemblies {
  readonly #directory = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  readonly #synthesized = new Map<string, string>();

  /** The folder of the app's assembly with `changes` made. */
  get(source: AppSource, changes: readonly TemplateChange[]): string {
    const key = JSON.stringify(source);
    const original = this.#synthesized.get(key) ?? this.#synthesize(source);
    this.#synthesized.set(key, original);
    const copy = mkdtempSync(join(this.#directory, 'changed-'));
    cpSync(original, copy, { recursive: true });
    for (const file of readdirSync(copy).filter((name) => name.endsWith('.template.json'))) {
      const path = join(copy, file);
      const template = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify(changeTemplate(template, changes)));
    }
    return copy;
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #synthesize({ file, environment = {} }: AppSource): string {
    const outdir = mkdtempSync(join(this.#directory, 'app-'));
    execFileSync(process.execPath, [fileURLToPath(new URL(file, BENCH))], {
      env: { ...process.env, ...environment, CDK_OUTDIR: outdir },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return outdir;
  }
}
