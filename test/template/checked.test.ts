import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { capped, careful, documented, type Shape, typical } from '../../bench/shapes/shapes.ts';
import { checkPipelines, type PipelineInput, type RuleId } from '../../checker/index.ts';
import { CustomNotifications as SeedNotifications } from '../fixtures/seed/resource.ts';
import { aPipeline, aStack, templateOf } from '../support/construct/pipeline-template.ts';
import { sharedBackend } from '../support/construct/shared-backend.ts';

const faultsIn = (input: PipelineInput) =>
  checkPipelines(input).findings.filter(({ severity }) => severity !== 'info');

/** Which rules find a fault. */
const rulesIn = (input: PipelineInput) => [...new Set(faultsIn(input).map(({ rule }) => rule))].sort();

describe('what we synthesize', () => {
  it('is a sound pipeline in the reference backend', async () => {
    const { pipelines, findings } = checkPipelines(await sharedBackend());

    // That of notifications, and that of what becomes of them.
    expect(pipelines).toHaveLength(2);
    expect(findings).toEqual([]);
  });

  it('is a sound pipeline in a plain stack', () => {
    expect(checkPipelines(templateOf(aPipeline())).findings).toEqual([]);
  });

  it('is two of them where there are two, with alarms by email', () => {
    const stack = aStack();
    aPipeline({ alarmEmail: 'ops@example.com', sendRate: 5 }, { stack, id: 'Marketing' });
    const other = aPipeline({ deduplicateFor: false, sendRate: 9 }, { stack, id: 'Orders' });

    const { pipelines, findings } = checkPipelines(templateOf(other));

    expect(pipelines).toHaveLength(4);
    expect(findings).toEqual([]);
  });

  it('lacks, without alarms, just those', () => {
    expect(rulesIn(templateOf(aPipeline({ alarms: false })))).toEqual(['dead-letter-alarm']);
  });
});

describe('the shapes that the benchmarks compare', () => {
  const folders: string[] = [];

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function aFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-shape-'));
    folders.push(folder);
    return folder;
  }

  /** Runs an app of `bench/` as its own process would, and gives its assembly. */
  async function assemblyOf({ file }: Shape['app']): Promise<string> {
    const outdir = aFolder();
    process.env.CDK_OUTDIR = outdir;
    await import(`../../bench/${file}`);
    return outdir;
  }

  const everyQueueShape: RuleId[] = [
    'dead-letter-alarm',
    'encryption',
    'mail-permission-scope',
    'receive-count',
    'subscription-dead-letter',
    'tls',
  ];
  const direct: RuleId[] = [
    'asynchronous-failures',
    'concurrency',
    'encryption',
    'mail-permission',
    'subscription-dead-letter',
    'tls',
  ];

  it.each<[name: string, shape: Pick<Shape, 'app'>, rules: RuleId[]]>([
    ['documented', documented, direct],
    ['typical', { app: typical(1).app }, [...everyQueueShape, 'concurrency']],
    ['capped', capped, everyQueueShape],
    ['careful', { app: careful(1).app }, [...everyQueueShape, 'concurrency']],
  ])('have faults: %s', async (_, { app }, rules) => {
    expect(rulesIn(await assemblyOf(app))).toEqual([...rules].sort());
  });

  it('have faults: the construct of the Amplify documentation, as people copy it', () => {
    const outdir = aFolder();
    const app = new App({ outdir });
    new SeedNotifications(new Stack(app, 'Seed'), 'CustomNotifications', {
      sourceAddress: 'sender@example.com',
    });
    app.synth();

    expect(rulesIn(outdir)).toEqual(direct);
  });
});
