import { createHash } from 'node:crypto';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The access key id of a function: of temporary credentials, the same at each start, and no other function's. */
export function accessKeyIdOf(functionName: string): string {
  const digest = createHash('sha256').update(functionName).digest();
  const characters = [...digest.subarray(0, 16)].map((byte) => BASE_32[byte % BASE_32.length]);
  return `ASIA${characters.join('')}`;
}
