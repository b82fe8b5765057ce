import { setFlagsFromString } from 'node:v8';

/** The emulators need its SQLite and its synchronous module hooks. */
const OLDEST_NODE = 24;

/** @throws Error where this Node is too old for the local stack. */
export function requireNode(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return;
  throw new Error(`The local stack needs Node.js ${OLDEST_NODE} or later, this is ${version}.`);
}

/**
 * Has V8 keep compiled WebAssembly until the process ends. Where many threads compile and free it, its collector ends the
 * process with `Check failed: jit_page_->allocations_.erase(addr) == 1` or `jit_page.has_value()`, and a stack starts
 * many: Node reads the exports of CommonJS modules and the answers of `fetch` by WebAssembly, and loaders of TypeScript
 * may be it. To go with the first Node that has nodejs/node#64500 mended; 24.21 has not.
 */
export function keepWebAssembly(): void {
  setFlagsFromString('--no-wasm-code-gc');
}
