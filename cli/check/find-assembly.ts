import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../terminal/exit-code.ts';

/** Where `cdk synth`, `ampx` and `amplify-mailroom local` put what they synthesize. */
const FOLDERS = ['cdk.out', '.amplify/artifacts/cdk.out', '.local/cdk.out'];

/**
 * The cloud assembly in a project, as a path from there.
 *
 * @throws UsageError where there is none.
 */
export function findAssembly(project: string): string {
  const found = FOLDERS.find((folder) => existsSync(join(project, folder, 'manifest.json')));
  if (found !== undefined) return found;
  throw new UsageError(
    `There is no cloud assembly in ${FOLDERS.join(', ')}: synthesize the app first, for example with "npx cdk synth", or name its folder.`,
  );
}
