import { parentPort } from 'node:worker_threads';
import { Gate } from '../iam/gate.ts';
import type { Permissions } from '../iam/permissions.ts';
import type { Served } from './serve-thread.ts';
import type { Notice } from './thread-contract.ts';

/** A gate for the emulator of this thread, and what the thread answers of it. */
export function createThreadGate(): { readonly gate: Gate; readonly answers: Served['answers'] } {
  const gate = new Gate((refusal) => {
    const notice: Notice = { kind: 'refused', refusal };
    parentPort?.postMessage(notice);
  });
  return {
    gate,
    answers: {
      enforce: (permissions) => gate.enforce(permissions as Permissions),
      accesses: () => gate.accesses,
    },
  };
}
