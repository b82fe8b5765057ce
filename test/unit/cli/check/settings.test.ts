import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkedProjects } from '../../../support/checker/a-checked-project.ts';
import { aSoundTemplate, change, without } from '../../../support/checker/a-sound-template.ts';

const sound = aSoundTemplate();
/** One warning, of `tls` on the topic. */
const warned = without(sound, 'TopicPolicy');
/** An error beside it, of `dead-letter-queue` on the queue. */
const wrong = change(warned, 'Queue', { RedrivePolicy: undefined });

const projects = checkedProjects();

describe('--fail-on', () => {
  it.each([
    ['a warning', warned, [], 1],
    ['a warning', warned, ['--fail-on', 'warning'], 1],
    ['a warning', warned, ['--fail-on', 'error'], 0],
    ['an error', wrong, ['--fail-on', 'error'], 1],
    ['nothing', sound, ['--fail-on', 'warning'], 0],
    ['no pipeline', { Resources: {} }, ['--fail-on', 'error'], 2],
  ])('at %s', async (_, template, args, code) => {
    const project = projects.project({ 'template.json': template });

    expect((await projects.check(project, 'template.json', ...args)).code).toBe(code);
  });

  it('tells what does not fail', async () => {
    const project = projects.project({ 'template.json': warned });

    expect((await projects.check(project, 'template.json', '--fail-on', 'error')).stdout).toContain('tls');
  });

  it('ends with 2 at a severity that there is not', async () => {
    const ended = await projects.check(projects.project({}), '--fail-on', 'info');

    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('Allowed choices are error, warning.');
  });
});

describe('--baseline', () => {
  const known = ['template.json', '--baseline', 'known.json'];

  it('tells only what is new since it was written', async () => {
    const project = projects.project({ 'template.json': warned, 'later.json': wrong });

    const written = await projects.check(project, ...known, '--write-baseline');
    const same = await projects.check(project, ...known);
    const later = await projects.check(project, 'later.json', '--baseline', 'known.json', '--json');

    expect(written).toEqual({ code: 0, stdout: '', stderr: 'known.json: 1 finding written\n' });
    expect(same.code).toBe(0);
    expect(same.stdout).toMatch(/0\serrors,\s0\swarnings,\s1\sknown\n$/);
    // The other template is another stack, whose topic is not known.
    expect(JSON.parse(later.stdout).findings).toHaveLength(2);
    expect(later.code).toBe(1);
  });

  it('holds the findings in an order that does not change', async () => {
    const project = projects.project({ 'template.json': wrong });

    await projects.check(project, ...known, '--write-baseline');

    const { findings } = JSON.parse(readFileSync(join(project, 'known.json'), 'utf8'));
    expect(findings.map(({ rule, path }: Record<string, string>) => `${path} ${rule}`)).toEqual([
      'template/Queue dead-letter-queue',
      'template/Topic tls',
    ]);
  });

  it('may be what --json printed', async () => {
    const project = projects.project({ 'template.json': warned });
    const { stdout } = await projects.check(project, 'template.json', '--json');
    const other = projects.project({ 'template.json': warned, 'known.json': stdout });

    expect((await projects.check(other, ...known)).code).toBe(0);
  });

  it.each([
    ['is not there', {}, /^The baseline known\.json cannot be read \(ENOENT.*--write-baseline\.\n$/],
    ['is no JSON', { 'known.json': '{' }, /^The baseline known\.json cannot be read \(.*JSON/],
    ['holds something else', { 'known.json': { findings: [{}] } }, /findings\.0\.rule: missing/],
  ])('ends with 2 where it %s', async (_, files, message) => {
    const project = projects.project({ 'template.json': warned, ...files });

    const { code, stderr } = await projects.check(project, ...known);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('is not written without a name, or where there is no pipeline', async () => {
    const project = projects.project({ 'template.json': { Resources: {} } });

    expect(await projects.check(project, 'template.json', '--write-baseline')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('name the file to write'),
    });
    expect(await projects.check(project, ...known, '--write-baseline')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has no notification pipeline'),
    });
  });
});

describe('the settings of a project', () => {
  const except = [{ rule: 'tls', logicalId: 'Topic', reason: 'closed by an SCP' }];

  it.each([
    ['in mailroom.config.json', { 'mailroom.config.json': { path: 'template.json', except } }],
    ['in package.json', { 'package.json': { name: 'app', mailroom: { path: 'template.json', except } } }],
  ])('are read %s', async (_, files) => {
    const { code, stdout } = await projects.check(projects.project({ 'template.json': warned, ...files }));

    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('accepted tls at template/Topic: closed by an SCP');
  });

  it('say all that the options say', async () => {
    const settings = {
      path: 'template.json',
      format: 'json',
      failOn: 'error',
      only: ['tls'],
      baseline: 'known.json',
    };
    const project = projects.project({ 'template.json': wrong, 'mailroom.config.json': settings });

    await projects.check(project, '--write-baseline');
    const { code, stdout } = await projects.check(project);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], known: [{ rule: 'tls' }] });
  });

  it('give way to the options, and their exceptions are added to', async () => {
    const settings = { path: 'template.json', format: 'json', failOn: 'error', only: ['encryption'], except };
    const project = projects.project({ 'template.json': wrong, 'mailroom.config.json': settings });
    const args = [
      '--format',
      'table',
      '--fail-on',
      'warning',
      '--only',
      'tls',
      '--only',
      'dead-letter-queue',
    ];

    const { code, stdout } = await projects.check(project, ...args, '--except', 'dead-letter-queue:one day');

    expect(code).toBe(0);
    expect(stdout).toMatch(/2\saccepted\n$/);
  });

  it.each([
    ['no JSON', '{', /^mailroom\.config\.json cannot be read: .*JSON/],
    ['a list', [], /^mailroom\.config\.json: the settings: expected an object, got an array\.\n$/],
    [
      'an unknown setting',
      { failon: 'error' },
      /^mailroom\.config\.json: failon: there is no such setting\.\n$/,
    ],
    ['an unknown severity', { failOn: 'info' }, /: failOn: expected one of error, warning, got "info"\.\n$/],
    ['an unknown format', { format: 'xml' }, /: format: expected one of table, json, .*, got "xml"\.\n$/],
    ['no reason', { except: [{ rule: 'tls' }] }, /: except\.0\.reason: missing\.\n$/],
    [
      'an empty reason',
      { except: [{ rule: 'tls', reason: '' }] },
      /: except: the exception from tls gives no/,
    ],
    [
      'an unknown rule',
      { only: ['tsl'] },
      /^mailroom\.config\.json: only: there is no rule tsl: give one of/,
    ],
    [
      'two faults',
      { path: 7, only: 'tls' },
      /: path: expected a string, got 7; only: expected an array, got "tls"\.\n$/,
    ],
  ])('end with 2 at %s, and say where', async (_, settings, message) => {
    const project = projects.project({ 'template.json': sound, 'mailroom.config.json': settings });

    const { code, stdout, stderr } = await projects.check(project, 'template.json');

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('names package.json where they stand in it', async () => {
    const project = projects.project({ 'package.json': { mailroom: { failon: 1 } } });

    expect((await projects.check(project)).stderr).toBe(
      'package.json, "mailroom": failon: there is no such setting.\n',
    );
  });

  it('are in one place only', async () => {
    const project = projects.project({ 'package.json': { mailroom: {} }, 'mailroom.config.json': {} });

    expect(await projects.check(project)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('keep one'),
    });
  });
});
