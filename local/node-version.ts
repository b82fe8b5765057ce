/** The emulators need its SQLite and its synchronous module hooks. */
const OLDEST_NODE = 24;

/** @throws Error where this Node is too old for the local stack. */
export function requireNode(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return;
  throw new Error(`The local stack needs Node.js ${OLDEST_NODE} or later, this is ${version}.`);
}
