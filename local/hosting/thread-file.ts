/**
 * The JavaScript that a thread runs. Where this is run from its sources, it is the built one, so that no thread ever has
 * Node strip types: Node does that by WebAssembly, and see `keepWebAssembly`.
 *
 * @param module the thread's program among the sources, `../services/sns-sqs/fauxqs-worker.ts`.
 * @param from the `import.meta.url` of who starts the thread.
 */
export function threadFile(module: string, from: string): URL {
  const file = new URL(module.replace(/\.ts$/, '.js'), from);
  if (!from.endsWith('.ts')) return file;
  const root = new URL('../../', import.meta.url);
  return new URL(`dist/${file.href.slice(root.href.length)}`, root);
}
