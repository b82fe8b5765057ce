import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { findTarget, type TargetChoice } from '../../../ops/target.ts';
import { TargetError } from '../../../ops/target-error.ts';
import {
  type AProject,
  aPipeline,
  aStackFile,
  DEAD_PID,
  outputsWith,
  Projects,
} from '../../support/command/a-project.ts';

const LOCAL = aStackFile({ 'App/mail': aPipeline('local', 'us-east-1') });
const DEPLOYED = outputsWith({ 'App/mail': aPipeline('deployed') });
const TOPIC = 'arn:aws:sns:ap-south-1:123456789012:named';

describe('findTarget', () => {
  const projects = new Projects();

  afterEach(() => projects.remove());

  const find = (choice: TargetChoice, project: AProject = {}) => findTarget(choice, projects.create(project));

  /** What is wrong, without the project's folder. */
  function faultOf(choice: TargetChoice, project: AProject = {}): string {
    const directory = projects.create(project);
    try {
      findTarget(choice, directory);
    } catch (error) {
      if (error instanceof TargetError) return error.message.replaceAll(directory, '<project>');
      throw error;
    }
    throw new Error('a target was found');
  }

  it('is the local stack, with where it is, where only that is there', () => {
    expect(find({}, { stack: LOCAL })).toEqual({
      source: 'local stack',
      accountId: '123456789012',
      region: 'us-east-1',
      pipelineName: 'App/mail',
      pipeline: aPipeline('local', 'us-east-1'),
      endpoints: LOCAL.endpoints,
      inboxUrl: 'http://127.0.0.1:8025',
    });
  });

  it('is the deployed backend, in its own account and region, where only that is there', () => {
    expect(find({}, { outputs: DEPLOYED })).toEqual({
      source: 'deployed backend',
      accountId: '123456789012',
      region: 'eu-west-1',
      pipelineName: 'App/mail',
      pipeline: aPipeline('deployed'),
    });
  });

  it.each<[string, TargetChoice, string]>([
    ['--local', { local: true }, 'local stack'],
    ['--outputs', { outputs: true }, 'deployed backend'],
    ['--outputs with a file', { outputs: 'amplify_outputs.json' }, 'deployed backend'],
    ['--topic-arn', { topicArn: TOPIC }, 'topic ARN'],
  ])('is what %s says where both are there', (_, choice, source) => {
    expect(find(choice, { stack: LOCAL, outputs: DEPLOYED }).source).toBe(source);
  });

  it('is a topic alone by its ARN', () => {
    expect(find({ topicArn: TOPIC })).toEqual({
      source: 'topic ARN',
      accountId: '123456789012',
      region: 'ap-south-1',
      pipelineName: 'named',
      pipeline: { topicArn: TOPIC, functions: {} },
    });
  });

  it('reads another outputs file than that of the folder', () => {
    const directory = projects.create({ outputs: DEPLOYED });
    writeFileSync(
      join(directory, 'other.json'),
      JSON.stringify(outputsWith({ 'App/other': aPipeline('other') })),
    );

    expect(findTarget({ outputs: 'other.json' }, directory).pipelineName).toBe('App/other');
  });

  it.each<[string, AProject, string]>([
    ['a dead local stack', { stack: { ...LOCAL, pid: DEAD_PID }, outputs: DEPLOYED }, 'deployed backend'],
    ['a stack file that was cut short', { stack: '{"pid":', outputs: DEPLOYED }, 'deployed backend'],
    ['outputs without pipelines', { stack: LOCAL, outputs: { version: '1.4' } }, 'local stack'],
    ['outputs that are null', { stack: LOCAL, outputs: 'null' }, 'local stack'],
  ])('does not count %s', (_, project, source) => {
    expect(find({}, project).source).toBe(source);
  });

  it('does not read outputs that nobody asked for', () => {
    expect(find({ local: true }, { stack: LOCAL, outputs: 'malformed' }).source).toBe('local stack');
  });

  it.each<[string, TargetChoice, AProject, string]>([
    [
      'both are there',
      {},
      { stack: LOCAL, outputs: DEPLOYED },
      'Both a local stack (http://127.0.0.1:8025) and a deployed backend (amplify_outputs.json) are here: choose with --local or --outputs.',
    ],
    [
      'neither is there',
      {},
      {},
      'Neither a running local stack nor an amplify_outputs.json with pipelines is in <project>: start one with "npx amplify-mailroom local", deploy the backend, or name a topic with --topic-arn.',
    ],
    [
      'no local stack runs',
      { local: true },
      { outputs: DEPLOYED },
      'No local stack runs in <project>: start it with "npx amplify-mailroom local".',
    ],
    [
      'there are no outputs',
      { outputs: true },
      { stack: LOCAL },
      'amplify_outputs.json is missing: deploy the backend, or write its outputs here with "npx ampx generate outputs --app-id <app> --branch <branch> --format json --out-dir <dir>".',
    ],
    [
      'the file that is named is not there',
      { outputs: 'gone.json' },
      {},
      'gone.json is missing: deploy the backend, or write its outputs here with "npx ampx generate outputs --app-id <app> --branch <branch> --format json --out-dir <dir>".',
    ],
    [
      'outputs cannot be read',
      {},
      { outputs: '{"cust' },
      '<project>/amplify_outputs.json cannot be read as JSON: write the outputs in that form with "npx ampx generate outputs --app-id <app> --branch <branch> --format json --out-dir <dir>", and name that file.',
    ],
    [
      'the name of the file is empty',
      { outputs: '' },
      { stack: LOCAL },
      '<project> cannot be read as JSON: write the outputs in that form with "npx ampx generate outputs --app-id <app> --branch <branch> --format json --out-dir <dir>", and name that file.',
    ],
    [
      'outputs hold no pipelines',
      { outputs: true },
      { outputs: { version: '1.4' } },
      "amplify_outputs.json holds no pipelines: give the construct's outputs to backend.addOutput, and deploy the backend.",
    ],
    [
      'outputs are malformed',
      {},
      { outputs: outputsWith({ 'App/mail': { topicArn: 5, functions: {} } }) },
      '<project>/amplify_outputs.json holds no valid pipelines: App/mail.topicArn: expected a string, got 5',
    ],
    [
      'there is not one pipeline',
      { local: true },
      { stack: aStackFile({}) },
      'There is no pipeline: the backend has no CustomNotifications.',
    ],
  ])('takes a choice where %s', (_, choice, project, fault) => {
    expect(faultOf(choice, project)).toBe(fault);
  });

  it.each<[TargetChoice, string]>([
    [{ local: true, outputs: true }, '--local and --outputs'],
    [{ local: true, topicArn: TOPIC }, '--topic-arn and --local'],
    [{ outputs: 'file.json', topicArn: TOPIC }, '--topic-arn and --outputs'],
    [{ local: true, outputs: true, topicArn: TOPIC }, '--topic-arn and --local and --outputs'],
    [{ local: true, outputs: '' }, '--local and --outputs'],
  ])('refuses a choice that contradicts itself: %j', (choice, options) => {
    expect(faultOf(choice, { stack: LOCAL, outputs: DEPLOYED })).toBe(
      `${options} exclude each other: give one of them.`,
    );
  });

  it('refuses a pipeline beside a topic', () => {
    expect(faultOf({ topicArn: TOPIC, pipeline: 'App/mail' })).toBe(
      '--topic-arn already is one pipeline: leave out --pipeline.',
    );
  });

  it.each([
    '',
    'named',
    'arn:aws:sqs:eu-west-1:123456789012:queue',
    'arn:aws:sns:eu-west-1:123456789012',
    'arn:aws:sns:eu-west-1:123456789012:',
    'arn:aws:sns::123456789012:named',
    'arn:aws:sns:eu-west-1:1234:named',
    'arn:aws:sns:eu-west-1:123456789012:named:0b5d4a8c',
  ])('refuses what is not the ARN of a topic: "%s"', (topicArn) => {
    expect(faultOf({ topicArn })).toBe(
      `"${topicArn}" is not the ARN of a topic, as in arn:aws:sns:eu-west-1:123456789012:name.`,
    );
  });
});
