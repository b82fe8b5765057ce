import { describe, expect, it } from '@jest/globals';
import { assemblyIn, checkedProjects } from '../../../support/checker/a-checked-project.ts';
import { aSoundTemplate, without } from '../../../support/checker/a-sound-template.ts';

const sound = aSoundTemplate();
const faulty = without(sound, 'TopicPolicy');

describe('mailroom check', () => {
  const projects = checkedProjects();
  let stdout: string;
  let stderr: string;

  /** Runs the command in a project with these files. */
  async function check(files: Readonly<Record<string, unknown>>, ...args: string[]): Promise<number | null> {
    const ended = await projects.check(projects.project(files), ...args);
    ({ stdout, stderr } = ended);
    return ended.code;
  }

  it('ends with 0 where nothing is wrong', async () => {
    expect(await check({ 'template.json': sound }, 'template.json')).toBe(0);
    expect(stdout).toMatch(/1\spipeline,\s0\serrors,\s0\swarnings\n$/);
    expect(stderr).toBe('');
  });

  it('ends with 1 where something is, and says what', async () => {
    expect(await check({ 'template.json': faulty }, 'template.json')).toBe(1);
    expect(stdout).toContain('    warning  tls\n      The topic takes plain HTTP');
    expect(stdout).toMatch(/1\spipeline,\s0\serrors,\s1\swarning\n$/);
  });

  it('ends with 0 where something could not be checked', async () => {
    expect(await check({ 'template.json': sound }, 'template.json', '--only', 'tls')).toBe(0);
    const { Emailer, ...others } = sound.Resources;
    expect(
      await check({ 'template.json': { Resources: others } }, 'template.json', '--only', 'outside-template'),
    ).toBe(0);
    expect(stdout).toMatch(/1\snot checked\n$/);
  });

  it('prints nothing but a document with --json', async () => {
    expect(await check({ 'template.json': faulty }, 'template.json', '--json')).toBe(1);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual(['findings', 'excepted', 'known']);
    expect(document.findings).toHaveLength(1);
    expect(Object.keys(document.findings[0])).toEqual([
      'rule',
      'severity',
      'logicalId',
      'path',
      'message',
      'remedy',
      'source',
      'file',
    ]);
    expect(stderr).toBe('');
  });

  it.each(['cdk.out', '.amplify/artifacts/cdk.out'])('finds what was synthesized in %s', async (folder) => {
    expect(await check(assemblyIn(folder, faulty))).toBe(1);
    expect(stdout).toContain(`${folder}: 1 pipeline`);
  });

  it('ends with 2 where nothing was synthesized', async () => {
    expect(await check({})).toBe(2);
    expect(stderr).toBe(
      'There is no cloud assembly in cdk.out, .amplify/artifacts/cdk.out, and no Amplify backend to synthesize: synthesize the app first, for example with "npx cdk synth", or name its folder or a template.\n',
    );
  });

  it.each(['.serverless/cloudformation-template-update-stack.json', '.aws-sam/build/template.yaml'])(
    'finds what another tool built, in %s',
    async (file) => {
      expect(await check({ [file]: faulty })).toBe(1);
      expect(stdout).toContain(`${file}: 1 pipeline`);
    },
  );

  it('ends with 2 where there is no pipeline', async () => {
    expect(await check({ 'template.json': { Resources: {} } }, 'template.json')).toBe(2);
    expect(stdout).toContain('There is no notification pipeline');
  });

  it('takes only some rules', async () => {
    expect(
      await check({ 'template.json': faulty }, 'template.json', '--only', 'encryption', '--only', 'runtime'),
    ).toBe(0);
  });

  it('accepts what is excepted, and shows the reason', async () => {
    expect(
      await check({ 'template.json': faulty }, 'template.json', '--except', 'tls@Topic:closed: by an SCP'),
    ).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('accepted tls at template/Topic: closed: by an SCP');
    expect(stdout).toMatch(/1\saccepted\n$/);
  });

  it.each([
    ['a rule without a reason', ['--except', 'tls'], /^--except tls: expected a rule and the reason/],
    ['an empty reason', ['--except', 'tls: '], /expected a rule and the reason/],
    ['an unknown rule', ['--only', 'tsl'], /^only: there is no rule tsl/],
    ['an unknown rule to except', ['--except', 'tsl:why'], /^except: there is no rule tsl/],
    ['a path that is not there', ['nowhere'], /^There is no .*nowhere/],
  ])('ends with 2 at %s', async (_, args, message) => {
    const target = args[0] === 'nowhere' ? [] : ['template.json'];
    expect(await check({ 'template.json': sound }, ...target, ...args)).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });
});
