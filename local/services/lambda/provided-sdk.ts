import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Lambda's Node.js runtimes bring along, so that a bundle may leave it out. */
const PROVIDED = /^@(aws-sdk|smithy)\//;

/**
 * Gives functions of this thread the SDK that Lambda's runtime would: the one of the project that is run, else the
 * one beside this file. What a function's own folder has comes first.
 */
export function provideSdk(projectDirectory: string): void {
  const providers = [createRequire(join(projectDirectory, 'package.json')), createRequire(import.meta.url)];
  let isAsking = false;
  registerHooks({
    resolve: (specifier, context, nextResolve) => {
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        // What a provider does not have comes back here.
        if (isAsking || !PROVIDED.test(specifier)) throw error;
        isAsking = true;
        const path = firstResolved(specifier, providers);
        isAsking = false;
        if (path === undefined) throw error;
        return { url: pathToFileURL(path).href, shortCircuit: true };
      }
    },
  });
}

function firstResolved(specifier: string, providers: readonly NodeJS.Require[]): string | undefined {
  for (const provider of providers) {
    try {
      return provider.resolve(specifier);
    } catch {}
  }
  return undefined;
}
