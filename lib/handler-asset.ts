import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** The handlers' bundles, seen from the source of this module and from what the build makes of it. */
const BUNDLES = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/bundles/' : '../bundles/',
  import.meta.url,
);

/** The handlers that a pipeline runs. */
export type HandlerName = 'emailer' | 'feedback' | 'publisher';

/**
 * The code of a handler, as the build has bundled it.
 *
 * @throws Error where the bundle is missing.
 */
export function handlerCode(name: HandlerName): Code {
  const path = fileURLToPath(new URL(name, BUNDLES));
  if (!existsSync(path)) {
    throw new Error(`The ${name}'s bundle is missing at ${path}; run npm run build in amplify-mailroom`);
  }
  return Code.fromAsset(path);
}
