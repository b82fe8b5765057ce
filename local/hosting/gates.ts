import type { Gate } from '../iam/gate.ts';
import type { Permissions } from '../iam/permissions.ts';
import { type PermissionsReport, permissionsReport } from '../iam/permissions-report.ts';
import { type Refusal, refusalMessage } from '../iam/refusal.ts';
import type { RemoteGate } from './remote-gate.ts';

/** By which a log line of permissions is known. */
const SOURCE = 'permissions';

type Log = (source: string, line: string) => void;

/** Takes refusals, and says each in the log the first time that it comes to it, at whichever gate. */
export function refusalLog(log: Log): (refusal: Refusal) => void {
  const logged = new Set<string>();
  return (refusal) => {
    const line = refusalMessage(refusal);
    if (logged.has(line)) return;
    logged.add(line);
    log(SOURCE, line);
  };
}

interface GatesOptions {
  /** Before what is served in this thread. */
  readonly own: Gate;
  /** Before the emulators in threads of their own. */
  readonly remote: readonly RemoteGate[];
  readonly onRefusal: (refusal: Refusal) => void;
  readonly log: Log;
}

/** All gates of a stack. */
export class Gates {
  readonly own: Gate;
  readonly #remote: readonly RemoteGate[];
  readonly #onRefusal: GatesOptions['onRefusal'];
  readonly #log: Log;

  constructor({ own, remote, onRefusal, log }: GatesOptions) {
    this.own = own;
    this.#remote = remote;
    this.#onRefusal = onRefusal;
    this.#log = log;
  }

  /** From now on every emulator in a thread checks. */
  async enforce(permissions: Permissions): Promise<void> {
    await Promise.all(this.#remote.map((gate) => gate.enforce(permissions, this.#onRefusal)));
  }

  async report(): Promise<PermissionsReport> {
    const seen = await Promise.all(this.#remote.map((gate) => gate.accesses()));
    return permissionsReport(this.own.permissions, [this.own.accesses, ...seen]);
  }

  /** Says something of permissions in the log. */
  log(line: string): void {
    this.#log(SOURCE, line);
  }
}
