import { Gate } from '../iam/gate.ts';
import type { Permissions } from '../iam/permissions.ts';
import { type PermissionsReport, permissionsReport } from '../iam/permissions-report.ts';
import { type Refusal, refusalMessage } from '../iam/refusal.ts';
import type { Guard } from './remote-gate.ts';

export interface EnforcementOptions {
  /** Of the emulators in threads. */
  readonly guards: readonly Guard[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: (source: string, line: string) => void;
}

/** By which a log line of permissions is known. */
const SOURCE = 'permissions';

/** The permissions of a stack, as all its gates check them: those of this thread, and those before the emulators. */
export class Enforcement {
  /** Before what is served in this thread. */
  readonly gate: Gate;
  readonly #guards: readonly Guard[];
  readonly #log: EnforcementOptions['log'];
  readonly #told = new Set<string>();

  constructor({ guards, now, log }: EnforcementOptions) {
    this.#guards = guards;
    this.#log = log;
    this.gate = new Gate((refusal) => this.#refused(refusal), now);
  }

  /** From now on every emulator checks. */
  async enforce(permissions: Permissions): Promise<void> {
    const refused = (refusal: Refusal) => this.#refused(refusal);
    await Promise.all(this.#guards.map((guard) => guard.enforce(permissions, refused)));
  }

  async report(): Promise<PermissionsReport> {
    const seen = await Promise.all(this.#guards.map((guard) => guard.accesses()));
    return permissionsReport(this.gate.permissions, [this.gate.accesses, ...seen]);
  }

  /** Says something of permissions in the log. */
  tell(line: string): void {
    this.#log(SOURCE, line);
  }

  /** Says a refusal, the first time that it comes to it. */
  #refused(refusal: Refusal): void {
    const line = refusalMessage(refusal);
    if (this.#told.has(line)) return;
    this.#told.add(line);
    this.tell(line);
  }
}
