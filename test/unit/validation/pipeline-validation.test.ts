import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type App, type CfnResource, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { PipelineValidation } from '../../../validation/index.ts';
import {
  aHastyPipeline,
  aValidatedApp,
  named,
  synthesized,
  validate,
} from '../../support/construct/a-validated-app.ts';

const reason = 'the account is closed to plain HTTP';

/** What is found in a hasty pipeline, at the paths below its scope. */
const FOUND = [
  'dead-letter-queue at Queue/Resource',
  'subscription-dead-letter at Queue/SUBSCRIPTION/Resource',
  'partial-batch at Emailer/MAPPING/Resource',
  'tls at Topic/Resource',
  'encryption at Topic/Resource',
  'encryption at Queue/Resource',
];

/** The same without what the CDK derives from other names. */
function below(scope: string, reported: readonly string[]): string[] {
  return reported.map((each) =>
    each
      .replace(` ${scope}/`, ' ')
      .replace(/Queue\/\w+Topic\w+\//, 'Queue/SUBSCRIPTION/')
      .replace(/SqsEventSource:\w+/, 'MAPPING'),
  );
}

describe('PipelineValidation', () => {
  let app: App;
  const told = jest.fn();

  beforeEach(() => {
    app = aValidatedApp();
    told.mockReset();
    // The CDK tells there what does not fail the synth.
    jest.spyOn(console, 'error').mockImplementation(told);
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('fails a synth with an error, at the construct and the place in the code', () => {
    validate(app);
    aHastyPipeline(new Stack(app, 'Mail'));

    const { error, violations } = synthesized(app);

    expect(error).toContain('ERROR The queue has no dead-letter queue');
    expect(below('Mail', named(violations))).toEqual(FOUND);
    expect(violations.flatMap(({ violatingConstructs }) => violatingConstructs)).toEqual(
      FOUND.map(() =>
        expect.objectContaining({
          stackTraces: [expect.stringMatching(/aHastyPipeline \(.*a-validated-app\.ts:\d+/)],
        }),
      ),
    );
  });

  it('says what to do, and which document of AWS says so', () => {
    validate(app);
    aHastyPipeline(new Stack(app, 'Mail'));

    expect(synthesized(app).violations[0]).toMatchObject({
      severity: 'error',
      suggestedFix: expect.stringMatching(
        /^Give the queue a RedrivePolicy .* https:\/\/docs\.aws\.amazon\.com/,
      ),
    });
  });

  it('finds the same in a nested stack, and in one below that', () => {
    validate(app);
    const nested = new NestedStack(new Stack(app, 'Mail'), 'Nested');
    aHastyPipeline(new NestedStack(nested, 'Deep'));

    expect(below('Mail/Nested/Deep', named(synthesized(app).violations))).toEqual(FOUND);
  });

  it('tells apart two stages whose stacks have the same ids', () => {
    validate(app);
    for (const id of ['Beta', 'Prod'])
      aHastyPipeline(new NestedStack(new Stack(new Stage(app, id), 'Mail'), 'Nested'));

    const reported = named(synthesized(app).violations);

    for (const id of ['Beta', 'Prod']) {
      const own = reported.filter((each) => each.includes(` ${id}/`));
      expect(below(`${id}/Mail/Nested`, own)).toEqual(FOUND);
    }
  });

  it('checks a stage alone, where it is added to that', () => {
    const [beta, prod] = [new Stage(app, 'Beta'), new Stage(app, 'Prod')];
    for (const stage of [beta, prod]) aHastyPipeline(new Stack(stage, 'Mail'));
    validate(prod);

    expect(below('Prod/Mail', named(synthesized(app).violations))).toEqual(FOUND);
  });

  it('fails no synth at a warning', () => {
    validate(app, new PipelineValidation({ only: ['tls'] }));
    aHastyPipeline(new Stack(app, 'Mail'));

    const { error, violations } = synthesized(app);

    expect(error).toBeUndefined();
    expect(named(violations)).toEqual(['tls at Mail/Topic/Resource']);
    expect(told.mock.calls.join()).toContain('WARNING The topic takes plain HTTP');
  });

  it('warns of an app without a pipeline', () => {
    validate(app);
    new Stack(app, 'Empty');

    const { error, violations } = synthesized(app);

    expect(error).toBeUndefined();
    expect(violations).toMatchObject([{ ruleName: 'no-pipeline', severity: 'warning' }]);
    expect(told.mock.calls.join()).toContain('There is no notification pipeline in Empty');
  });

  it('refuses options that mean nothing', () => {
    expect(() => new PipelineValidation({ only: ['tsl' as 'tls'] })).toThrow(/^only: there is no rule tsl/);
  });

  it('changes nothing in the assembly', () => {
    const other = aValidatedApp();
    for (const each of [app, other]) aHastyPipeline(new NestedStack(new Stack(each, 'Mail'), 'Nested'));
    validate(app);

    synthesized(app);
    other.synth();

    const [validated, plain] = [app, other].map(({ outdir }) => filesIn(outdir));
    expect(Object.keys(validated ?? {})).toEqual([...Object.keys(plain ?? {}), 'validation-report.json']);
    expect(validated).toMatchObject(plain ?? {});
  });

  it('is a plugin for the CDK before it had Validations', () => {
    const hasty = aValidatedApp();
    aHastyPipeline(new Stack(hasty, 'Mail'));
    const [stack] = hasty.synth().stacks;

    const { success, violations } = new PipelineValidation().validate({
      templatePaths: [stack?.templateFullPath ?? ''],
    });

    expect(success).toBe(false);
    expect(violations[0]).toMatchObject({
      ruleName: 'dead-letter-queue',
      violatingResources: [
        { resourceLogicalId: expect.stringMatching(/^Queue/), templatePath: stack?.templateFullPath },
      ],
    });
  });
});

describe('an acknowledgement', () => {
  const id = 'mailroom::tls';
  const acknowledgeAt = (place: 'topic' | 'stack' | 'stage' | 'app', rule = id) => {
    const app = aValidatedApp();
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Mail');
    const { topic } = aHastyPipeline(new NestedStack(stack, 'Nested'));
    Validations.of({ topic, stack, stage, app }[place]).acknowledge({ id: rule, reason });
    validate(app, new PipelineValidation({ only: ['tls', 'encryption'] }));
    jest.spyOn(console, 'error').mockImplementation(() => {});
    return synthesized(app);
  };

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(['topic', 'stack', 'stage', 'app'] as const)(
    'on the %s accepts a finding, and is told with it',
    (place) => {
      const { violations, suppressed } = acknowledgeAt(place);

      expect(named(suppressed)).toEqual(['tls at Prod/Mail/Nested/Topic/Resource']);
      expect(suppressed).toMatchObject([{ reason }]);
      expect(violations.map(({ ruleName }) => ruleName)).toEqual(['encryption', 'encryption']);
    },
  );

  it.each([
    ['topic', 'Prod/Mail/Nested/Topic'],
    ['stack', 'Prod/Mail'],
    // The CDK's command shows nothing of a construct that is in no stack.
    ['stage', ''],
    ['app', ''],
  ] as const)('on the %s is a finding where there is nothing to accept', (place, path) => {
    const { violations, suppressed } = acknowledgeAt(place, 'mailroom::no-pipeline');

    const unused = violations.filter(({ ruleName }) => ruleName === 'unused-exception');
    expect(suppressed).toEqual([]);
    expect(named(unused)).toEqual([`unused-exception at ${path}`]);
    expect(unused[0]?.description).toContain('The acknowledgement from no-pipeline');
  });

  it('is a finding where there is no such rule', () => {
    const { violations } = acknowledgeAt('topic', 'mailroom::tsl');

    expect(violations.find(({ ruleName }) => ruleName === 'unused-exception')?.description).toContain(
      'there is no rule tsl',
    );
  });
});

describe('an exception in the metadata of a resource', () => {
  it('accepts a finding, and is told as an info', () => {
    const app = aValidatedApp();
    const { topic } = aHastyPipeline(new Stack(app, 'Mail'));
    (topic.node.defaultChild as CfnResource).addMetadata('mailroom', { except: [{ rule: 'tls', reason }] });
    validate(app, new PipelineValidation({ only: ['tls'] }));
    jest.spyOn(console, 'error').mockImplementation(() => {});

    const { error, violations } = synthesized(app);

    expect(error).toBeUndefined();
    expect(violations).toMatchObject([
      { ruleName: 'tls', severity: 'info', description: expect.stringContaining(`Accepted: ${reason}`) },
    ]);
  });
});

/** The files of an assembly, by their names. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder)
    .filter((name) => name !== 'tree.json')
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
