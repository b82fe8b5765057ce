import type { Accesses } from '../iam/gate.ts';
import type { Permissions } from '../iam/permissions.ts';
import type { Refusal } from '../iam/refusal.ts';
import type { EmulatorThread } from './emulator-thread.ts';

/** How the gate before an emulator is spoken to. */
export interface Guard {
  /**
   * From now on the emulator checks who may do what.
   *
   * @param onRefusal is told of each refusal when it comes to it for the first time.
   */
  enforce(permissions: Permissions, onRefusal: (refusal: Refusal) => void): Promise<void>;
  accesses(): Promise<Accesses>;
}

/** The guard of an emulator in a thread whose program has a gate. */
export function guardOf(thread: EmulatorThread): Guard {
  return {
    enforce: async (permissions, onRefusal) => {
      thread.onNotice = ({ refusal }) => onRefusal(refusal);
      await thread.ask('enforce', permissions);
    },
    accesses: async () => (await thread.ask('accesses')) as Accesses,
  };
}
