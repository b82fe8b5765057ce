import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestedStack } from 'aws-cdk-lib';
import { findCircle, nestedStackGraph } from '../support/construct/nested-stacks.ts';
import { anApp, aPipeline, aStack, templateOf } from '../support/construct/pipeline-template.ts';
import { sharedBackend } from '../support/construct/shared-backend.ts';
import {
  PROJECT,
  readTemplates,
  runInProject,
  type Template,
  TOOLKIT_CONTEXT,
} from '../support/construct/synth-backend.ts';
import { differenceOf } from '../support/construct/template-difference.ts';
import { maskTemplate } from '../support/construct/template-mask.ts';

const FUNCTION = 'AWS::Lambda::Function';

/** What Amplify calls the stack of a sandbox, but for its hash, which is masked. */
const ROOT = 'amplify-mailroom-local-sandbox-0123456789';

let folder: string;
let assembly: string;
let byItself: Record<string, Template>;
let byCommand: Record<string, Template>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailroom-synth-'));
  const command = join(folder, 'by-command');
  const cdk = join(PROJECT, 'node_modules/aws-cdk/bin/cdk');
  [assembly] = await Promise.all([
    sharedBackend(),
    runInProject(process.execPath, [cdk, 'synth', '--quiet', '--no-notices', '--output', command]),
  ]);
  byItself = await readTemplates(assembly);
  byCommand = await readTemplates(command);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the Amplify backend', () => {
  it('keeps the templates around the pipeline as they are', () => {
    const { [pipelineFile()]: _, ...others } = byItself;

    expect(maskTemplate(others)).toMatchSnapshot();
  });

  it('has the construct’s own template in it, but for what Amplify and the place add', () => {
    const stack = new NestedStack(aStack(ROOT, anApp(TOOLKIT_CONTEXT)), 'CustomNotifications');
    const pipeline = aPipeline({}, { stack, id: 'CustomNotifications' });

    const own = maskTemplate(templateOf(pipeline).toJSON());

    expect(differenceOf(own, maskTemplate(byItself[pipelineFile()]))).toMatchSnapshot();
  });

  it('gives the same templates to the CDK’s command with cdk.json', () => {
    expect(byCommand).toEqual(byItself);
  });

  it('has nothing that CloudFormation’s schemas object to', async () => {
    const report = JSON.parse(await readFile(join(folder, 'by-command/validation-report.json'), 'utf8'));

    expect(report.pluginReports).toEqual([]);
  });

  it('has no circle among its nested stacks', () => {
    const parent = Object.values(byItself).find(({ Resources }) =>
      Object.values(Resources).some(isNestedStack),
    );

    const graph = nestedStackGraph(parent as Template);

    expect(Object.values(graph).flat()).toHaveLength(1);
    expect(findCircle(graph)).toBeUndefined();
  });

  it.each(['emailer', 'publisher'])('deploys the bytes of the %s’s bundle', async (name) => {
    const bundle = await readFile(join(PROJECT, 'dist/bundles', name, 'index.mjs'));
    const deployed = functions().map(({ Metadata }) =>
      join(assembly, Metadata?.['aws:asset:path'] ?? '', 'index.mjs'),
    );

    const found = await Promise.all(deployed.map(async (path) => (await readFile(path)).equals(bundle)));

    expect(found).toContain(true);
  });
});

describe('cdk.json', () => {
  it('sets no feature flag, since Amplify’s deployer does not read it', async () => {
    const { context, ...rest } = JSON.parse(await readFile(join(PROJECT, 'cdk.json'), 'utf8'));

    expect(Object.keys(context)).toEqual([
      'amplify-backend-namespace',
      'amplify-backend-name',
      'amplify-backend-type',
    ]);
    expect(Object.keys(rest)).toEqual(['app']);
  });
});

/** The template that the pipeline is in. */
function pipelineFile(): string {
  const isPipeline = ({ Type }: { readonly Type: string }) => Type === 'AWS::Lambda::EventSourceMapping';
  const found = Object.entries(byItself).find(([, { Resources }]) =>
    Object.values(Resources).some(isPipeline),
  );
  if (!found) throw new Error('No template has a pipeline');
  return found[0];
}

function isNestedStack({ Type }: { readonly Type: string }): boolean {
  return Type === 'AWS::CloudFormation::Stack';
}

function functions() {
  return Object.values(byItself).flatMap(({ Resources }) =>
    Object.values(Resources).filter(({ Type }) => Type === FUNCTION),
  );
}
