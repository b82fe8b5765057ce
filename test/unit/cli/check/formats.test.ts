import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { SarifBuilder } from 'node-sarif-builder';
import { writeCheckedApp } from '../../../support/checker/a-checked-app.ts';
import { checkedProjects } from '../../../support/checker/a-checked-project.ts';
import { aSoundTemplate } from '../../../support/checker/a-sound-template.ts';

type Log = ReturnType<SarifBuilder['buildSarifOutput']>;

const projects = checkedProjects();

/** What a check of the app prints in a format. */
async function checked(format: string, ...args: string[]): Promise<string> {
  const project = realpathSync(projects.project({}));
  writeCheckedApp(project);
  const { stdout, stderr, code } = await projects.check(project, '--format', format, ...args);
  expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
  return stdout;
}

/** The line of the template that has a resource. */
function lineOf(logicalId: string): number {
  const project = projects.project({});
  writeCheckedApp(project);
  const lines = readFileSync(join(project, 'cdk.out/Mail.template.json'), 'utf8').split('\n');
  return lines.indexOf(`  "${logicalId}": {`) + 1;
}

describe('--format sarif', () => {
  /** The schema that OASIS publishes, in a package that Microsoft made of it. */
  function validate(log: unknown): unknown {
    const file = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
    // It says nothing in which later drafts of JSON Schema differ from its own.
    const { $schema, id, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
    const ajv = new Ajv({ strict: false, unicodeRegExp: false });
    addFormats.default(ajv);
    ajv.validate(schema, log);
    return ajv.errors;
  }

  it('is valid by the schema of SARIF 2.1.0', async () => {
    const log = JSON.parse(await checked('sarif'));

    expect(validate(log)).toBeNull();
    expect(log.version).toBe('2.1.0');
    // The schema refuses what is none.
    expect(validate({ ...log, runs: [{}] })).not.toBeNull();
  });

  it('is valid for a sound pipeline, and for none', async () => {
    const project = projects.project({ 'sound.json': aSoundTemplate(), 'none.json': { Resources: {} } });

    for (const file of ['sound.json', 'none.json']) {
      const { stdout } = await projects.check(project, file, '--format', 'sarif');
      expect(validate(JSON.parse(stdout))).toBeNull();
    }
  });

  it('has the rules with their help and the document of AWS', async () => {
    const log: Log = JSON.parse(await checked('sarif'));

    const rules = log.runs[0]?.tool.driver.rules ?? [];
    expect(rules.find(({ id }) => id === 'dead-letter-queue')).toEqual({
      id: 'dead-letter-queue',
      shortDescription: { text: expect.stringMatching(/^The queue has a dead-letter queue.*\.$/) },
      help: {
        text: expect.stringContaining('AWS: https://docs.aws.amazon.com/'),
        markdown: expect.stringContaining('(https://docs.aws.amazon.com/'),
      },
      helpUri: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
    });
    expect(
      log.runs[0]?.results?.map(({ ruleId, ruleIndex }) => rules[ruleIndex ?? -1]?.id === ruleId),
    ).toEqual(Array(4).fill(true));
  });

  it('tells where the code made the resource, and where the template has it', async () => {
    const log: Log = JSON.parse(await checked('sarif'));

    const [error, warning] = log.runs[0]?.results ?? [];
    const inTemplate = (id: string) => ({
      artifactLocation: { uri: 'cdk.out/Mail.template.json' },
      region: { startLine: lineOf(id), startColumn: 3 },
    });
    expect(error).toMatchObject({
      ruleId: 'dead-letter-queue',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'app/mail%2C%20all.ts' },
            region: { startLine: 7, startColumn: 29 },
          },
          logicalLocations: [{ fullyQualifiedName: 'Mail/Queue/Resource', kind: 'resource' }],
        },
      ],
      relatedLocations: [{ physicalLocation: inTemplate('Queue') }],
    });
    expect(warning).toMatchObject({
      ruleId: 'tls',
      level: 'warning',
      locations: [{ physicalLocation: inTemplate('Topic') }],
    });
    expect(warning).not.toHaveProperty('relatedLocations');
  });

  it('has what is accepted as a suppressed result, with the reason', async () => {
    const log: Log = JSON.parse(await checked('sarif', '--except', 'dead-letter-queue:one day only'));

    const suppressed = log.runs[0]?.results?.filter(({ suppressions }) => suppressions);
    expect(suppressed?.map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['dead-letter-queue', [{ kind: 'external', status: 'accepted', justification: 'one day only' }]],
      [
        'encryption',
        [
          {
            kind: 'inSource',
            status: 'accepted',
            justification: 'nothing of it is secret, "really" <100 %>',
          },
        ],
      ],
    ]);
  });
});

describe('--format junit', () => {
  it('has a case for each finding, with its text, and one for each rule without any', async () => {
    const report = await checked(
      'junit',
      '--only',
      'dead-letter-queue',
      '--only',
      'encryption',
      '--only',
      'runtime',
    );

    expect(report).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="amplify-mailroom check" tests="5" failures="1" errors="0" skipped="1">
  <testsuite name="cdk.out" tests="5" failures="1" errors="0" skipped="1">
    <testcase classname="mailroom.dead-letter-queue" name="Mail/Queue/Resource" file="app/mail, all.ts"><failure type="error" message="The queue has no dead-letter queue: what cannot be sent comes again until it expires, and is then gone without a trace.">error: The queue has no dead-letter queue: what cannot be sent comes again until it expires, and is then gone without a trace.
→ Give the queue a RedrivePolicy with a dead-letter queue.
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html</failure></testcase>
    <testcase classname="mailroom.encryption" name="Mail/Topic" file="cdk.out/Mail.template.json"><skipped message="accepted: nothing of it is secret, &quot;really&quot; &lt;100 %&gt;"/></testcase>
    <testcase classname="mailroom.runtime" name="no function runs on a deprecated runtime"/>
    <testcase classname="mailroom.no-pipeline" name="there is a notification pipeline in what is checked"/>
    <testcase classname="mailroom.unused-exception" name="every exception and acknowledgement accepts a finding"/>
  </testsuite>
</testsuites>
`);
  });

  it('has what does not fail as passed, with its text', async () => {
    const report = await checked('junit', '--fail-on', 'error');

    expect(report).toMatch(/ failures="1" /);
    expect(report).toContain(
      'file="cdk.out/Mail.template.json"><system-out>warning: The topic takes plain HTTP',
    );
  });
});

describe('--format github', () => {
  it('annotates the line of the code, or of the template, with what is wrong', async () => {
    const lines = (await checked('github')).split('\n');

    expect(lines).toEqual([
      '::error file=app/mail%2C all.ts,line=7,col=29,title=dead-letter-queue at Mail/Queue/Resource::The queue has no dead-letter queue: what cannot be sent comes again until it expires, and is then gone without a trace.%0A→ Give the queue a RedrivePolicy with a dead-letter queue.%0Ahttps://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
      expect.stringMatching(
        `^::warning file=cdk\\.out/Mail\\.template\\.json,line=${lineOf('Topic')},col=3,title=tls at Mail/Topic::The topic takes`,
      ),
      expect.stringMatching(
        /^::warning file=app\/mail%2C all\.ts,line=9,col=3,title=unused-exception at Mail\/Mapping::/,
      ),
      expect.stringMatching(
        /^::notice .*,title=accepted encryption at Mail\/Topic::nothing of it is secret, "really" <100 %25>%0A/,
      ),
      '',
    ]);
  });

  it('tells what the baseline knows as a notice', async () => {
    const project = projects.project({});
    writeCheckedApp(project);
    await projects.check(project, '--baseline', 'known.json', '--write-baseline');

    const { code, stdout } = await projects.check(project, '--format', 'github', '--baseline', 'known.json');

    expect(code).toBe(0);
    expect(stdout.match(/^::\w+/gm)).toEqual(Array(4).fill('::notice'));
  });
});

describe('--format json', () => {
  it('tells what was accepted, where and why, and names files from here', async () => {
    const { findings, excepted, known } = JSON.parse(await checked('json'));

    expect(findings[0]).toMatchObject({
      file: 'cdk.out/Mail.template.json',
      madeAt: { file: 'app/mail, all.ts', line: 7, column: 29 },
    });
    expect(excepted).toMatchObject([
      {
        finding: { rule: 'encryption', logicalId: 'Topic' },
        origin: 'metadata',
        reason: expect.stringContaining('secret'),
      },
    ]);
    expect(known).toEqual([]);
  });

  it('is not asked for in two ways', async () => {
    const ended = await projects.check(projects.project({}), '--json', '--format', 'sarif');

    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("cannot be used with option '--format"),
    });
  });
});

describe('--format table', () => {
  it('tells where the code made what is wrong', async () => {
    expect(await checked('table')).toContain(
      '  Mail/Queue\n    app/mail, all.ts:7:29\n    error  dead-letter-queue\n',
    );
  });
});
