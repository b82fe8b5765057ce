import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../terminal/exit-code.ts';
import { tell } from '../terminal/tell.ts';

/** Where `cdk synth` and `ampx` put what they synthesize. */
const FOLDERS = ['cdk.out', '.amplify/artifacts/cdk.out'];

/** What the Serverless Framework and SAM build. */
const TEMPLATES = ['.serverless/cloudformation-template-update-stack.json', '.aws-sam/build/template.yaml'];

/** Where an Amplify backend is synthesized for a check alone: a local stack may be running from its own. */
const SYNTHESIZED_HERE = '.local/check';

/**
 * The cloud assembly in a project, or else the template that another tool built there, or else that of its Amplify
 * backend, which is synthesized; as a path from there.
 *
 * @throws UsageError where there is none, or the backend cannot be synthesized.
 */
export async function findAssembly(project: string): Promise<string> {
  const found = FOLDERS.find((folder) => existsSync(join(project, folder, 'manifest.json')));
  if (found !== undefined) return found;
  const template = TEMPLATES.find((file) => existsSync(join(project, file)));
  if (template !== undefined) return template;
  if (await synthesizeHere(project)) return SYNTHESIZED_HERE;
  throw new UsageError(
    `There is no cloud assembly in ${FOLDERS.join(', ')}, and no Amplify backend to synthesize: synthesize the app first, for example with "npx cdk synth", or name its folder or a template.`,
  );
}

/** Synthesizes the project's Amplify backend; tells whether it has one. */
async function synthesizeHere(project: string): Promise<boolean> {
  const { hasAmplifyBackend, synthesizeBackend } = await import('../../local/synthesize.ts');
  if (!hasAmplifyBackend(project)) return false;
  tell(`Synthesizing the Amplify backend into ${SYNTHESIZED_HERE}`);
  try {
    // What the plugin finds at a synth is what is to be told here.
    const outdir = join(project, SYNTHESIZED_HERE);
    await synthesizeBackend({ directory: project, outdir, failsOnValidation: false });
    return true;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
