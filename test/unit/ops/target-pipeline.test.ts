import { afterEach, describe, expect, it } from '@jest/globals';
import { findTarget } from '../../../ops/target.ts';
import { TargetError } from '../../../ops/target-error.ts';
import { type AProject, aPipeline, outputsWith, Projects } from '../../support/command/a-project.ts';

describe('findTarget of several pipelines', () => {
  const projects = new Projects();

  afterEach(() => projects.remove());

  const find = (pipeline: string | undefined, project: AProject) =>
    findTarget({ pipeline }, projects.create(project));

  const several = {
    outputs: outputsWith({
      'App/mail': aPipeline('a'),
      'App/news': aPipeline('b'),
      'Other/mail': aPipeline('c'),
      news: aPipeline('d'),
    }),
  };

  it.each([
    ['App/mail', 'App/mail'],
    ['Other/mail', 'Other/mail'],
    ['news', 'news'],
  ])('finds %s by its whole name', (pipeline, name) => {
    expect(find(pipeline, several).pipelineName).toBe(name);
  });

  it('finds one by its id alone', () => {
    const two = { outputs: outputsWith({ 'App/mail': aPipeline('a'), 'App/news': aPipeline('b') }) };

    expect(find('news', two)).toMatchObject({
      pipelineName: 'App/news',
      pipeline: aPipeline('b'),
    });
  });

  it.each<[string | undefined, string]>([
    [undefined, 'There is not one pipeline but 4: '],
    ['mail', 'There is no one pipeline "mail" among 4: '],
    ['gone', 'There is no one pipeline "gone" among 4: '],
    ['App', 'There is no one pipeline "App" among 4: '],
  ])('takes a choice where %s names none or more than one', (pipeline, fault) => {
    expect(() => find(pipeline, several)).toThrow(
      new TargetError(`${fault}App/mail, App/news, Other/mail, news. Choose with --pipeline.`),
    );
  });

  it('refuses a name that the only one does not have', () => {
    const one = { outputs: outputsWith({ 'App/mail': aPipeline('a') }) };

    expect(() => find('gone', one)).toThrow(
      new TargetError('There is no one pipeline "gone" among 1: App/mail. Choose with --pipeline.'),
    );
  });
});
