import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../terminal/exit-code.ts';

/** Where `cdk synth`, `ampx` and `amplify-mailroom local` put what they synthesize. */
const FOLDERS = ['cdk.out', '.amplify/artifacts/cdk.out', '.local/cdk.out'];

/** What the Serverless Framework and SAM build. */
const TEMPLATES = ['.serverless/cloudformation-template-update-stack.json', '.aws-sam/build/template.yaml'];

/**
 * The cloud assembly in a project, or else the template that another tool built there, as a path from there.
 *
 * @throws UsageError where there is none.
 */
export function findAssembly(project: string): string {
  const found = FOLDERS.find((folder) => existsSync(join(project, folder, 'manifest.json')));
  if (found !== undefined) return found;
  const template = TEMPLATES.find((file) => existsSync(join(project, file)));
  if (template !== undefined) return template;
  throw new UsageError(
    `There is no cloud assembly in ${FOLDERS.join(', ')}: synthesize the app first, for example with "npx cdk synth", or name its folder or a template.`,
  );
}
