import type { Accesses } from '../iam/gate.ts';
import type { Permissions } from '../iam/permissions.ts';
import type { Refusal } from '../iam/refusal.ts';
import type { EmulatorThread } from './emulator-thread.ts';

/** The gate before an emulator in another thread. */
export interface RemoteGate {
  /**
   * From now on the emulator checks who may do what.
   *
   * @param onRefusal is told of each refusal when it comes to it for the first time.
   */
  enforce(permissions: Permissions, onRefusal: (refusal: Refusal) => void): Promise<void>;
  accesses(): Promise<Accesses>;
}

/** The gate of an emulator in a thread whose program has one. */
export function remoteGate(thread: EmulatorThread): RemoteGate {
  return {
    enforce: async (permissions, onRefusal) => {
      thread.onNotice = ({ refusal }) => onRefusal(refusal);
      await thread.ask('enforce', permissions);
    },
    accesses: async () => (await thread.ask('accesses')) as Accesses,
  };
}
