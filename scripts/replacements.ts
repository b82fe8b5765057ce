import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile, Plugin } from 'esbuild';

/**
 * What the AWS SDK brings along and a Lambda function never needs, and what stands in its place. Each has its reason
 * in its file and its gain here, measured by `npm run bench:cold` on the emailer; one that gains nothing has no place.
 */
export const CREDENTIALS = {
  // From 1.3 times the documented emailer to 0.86, and 120 kB. The part for the metadata service imports `node:http`,
  // and Node, to tell what that module exports, loads all of `fetch`.
  '@aws-sdk/credential-provider-node': fileURLToPath(import.meta.resolve('./replacements/credentials.ts')),
};

export const EVENT_STREAMS = {
  // From 0.86 to 0.81, and 20 kB. What a dynamic import reaches, esbuild wraps in functions and keeps whole.
  '@smithy/core/event-streams': fileURLToPath(import.meta.resolve('./replacements/event-streams.ts')),
};

type Replacements = Readonly<Record<string, string>>;

/** What the SDK imports when it speaks to an endpoint without TLS, of which Node, as above, loads all of `fetch`. */
const HTTP = 'node:http';

/**
 * Puts the replacements into every bundle of a build, and fails the build where one is in a bundle no longer: then the
 * SDK has found another way to what was replaced. What the SDK imports by a name that a replacement does not export,
 * esbuild refuses by itself.
 */
export function replacements(replaced: Replacements): Plugin {
  return {
    name: 'replacements',
    setup({ initialOptions, onEnd, onLoad, onResolve }) {
      Object.assign(initialOptions, { alias: { ...initialOptions.alias, ...replaced }, metafile: true });
      onResolve({ filter: /^node:http$/ }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: HTTP, namespace: 'builtin' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
        contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      }));
      onEnd(({ metafile }) => ({ errors: metafile && unusedIn(metafile, replaced) }));
    },
  };
}

function unusedIn({ outputs }: Metafile, replaced: Replacements): { text: string }[] {
  const bundles = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint !== undefined);
  return bundles.flatMap(([file, { inputs }]) =>
    Object.entries(replaced)
      .filter(([, replacement]) => !Object.keys(inputs).some((input) => resolve(input) === replacement))
      .map(([name]) => ({
        text: `${file}: nothing imports ${name} any more, which scripts/replacements.ts replaces.`,
      })),
  );
}
