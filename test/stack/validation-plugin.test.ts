import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT, runInProject } from '../support/construct/synth-backend.ts';

const BACKEND = 'test/fixtures/validated/backend.ts';

/** Its parts of the pipeline are in a nested stack, as all of Amplify's are. */
const NESTED = /^amplify-mailroom-local-sandbox-\w+\/Mail\//;

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly Reported[];
    readonly suppressedViolations: readonly (Reported & { readonly reason: string })[];
  }[];
}

interface Reported {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string; readonly stackTraces: string[] }[];
}

const folder = mkdtempSync(join(tmpdir(), 'mailroom-validated-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a command writes to stderr, which has to fail. */
async function failing(args: readonly string[]): Promise<string> {
  // The CDK's own validation takes seconds, and finds nothing in it.
  const environment = { CDK_VALIDATION: 'false', AWS_REGION: 'eu-west-1' };
  return runInProject(process.execPath, args, environment).then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: Error) => error.message,
  );
}

const WAYS = {
  'cdk synth': (outdir: string) => [
    join(PROJECT, 'node_modules/aws-cdk/bin/cdk'),
    ...['synth', '--quiet', '--no-notices', '--output', outdir],
    ...['--app', `${process.execPath} --import tsx ${BACKEND}`],
  ],
  'the deployer of ampx': (outdir: string) => ['test/support/construct/synth-as-ampx.ts', BACKEND, outdir],
};

describe.each(Object.entries(WAYS))('the plugin on an Amplify backend, by %s', (name, argsFor) => {
  const outdir = join(folder, name.replaceAll(' ', '-'));
  let told: string;

  beforeAll(async () => {
    told = await failing(argsFor(outdir));
  });

  it('fails the synth, and tells the line of the backend and the construct in the nested stack', () => {
    expect(told).toMatch(
      /test\/fixtures\/validated\/backend\.ts:13:15\n.*ERROR.* The queue has no dead-letter queue.*\n +.*amplify-mailroom-local-sandbox-\w+\/Mail\/Queue\/Resource/,
    );
  });

  it('reports every finding with its construct, and the place where that was made', () => {
    const report: Report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));

    const [{ violations, suppressedViolations } = { violations: [], suppressedViolations: [] }] =
      report.pluginReports.filter(({ pluginName }) => pluginName === 'mailroom');
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([
      'dead-letter-queue',
      'subscription-dead-letter',
      'partial-batch',
      'encryption',
      'encryption',
    ]);
    for (const { constructPath, stackTraces } of violations.flatMap((each) => each.violatingConstructs)) {
      expect(constructPath).toMatch(NESTED);
      expect(stackTraces.join('\n')).toMatch(/test\/fixtures\/validated\/backend\.ts:\d+:\d+/);
    }
    expect(suppressedViolations).toMatchObject([
      { ruleName: 'tls', reason: 'closed by a policy of the organization' },
    ]);
  });
});
