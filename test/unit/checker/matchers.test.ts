import { describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { type PipelineMatchers, pipelineMatchers } from '../../../checker/index.ts';
import { aSoundTemplate, change, without } from '../../support/checker/a-sound-template.ts';
import { aPipeline, templateOf } from '../../support/construct/pipeline-template.ts';

declare module 'expect' {
  interface Matchers<R> extends PipelineMatchers<R> {}
}

expect.extend(pipelineMatchers);

describe('toBeSoundPipeline', () => {
  it('passes for a pipeline of ours', () => {
    expect(templateOf(aPipeline())).toBeSoundPipeline();
  });

  it('passes for a plain template', () => {
    expect(aSoundTemplate()).toBeSoundPipeline();
  });

  it('passes where something could not be checked', () => {
    expect(change(aSoundTemplate(), 'Queue', { SqsManagedSseEnabled: undefined })).toBeSoundPipeline();
  });

  it('fails with what is wrong, where, and what to do', () => {
    const template = without(aSoundTemplate(), 'TopicPolicy');

    expect(() => expect(template).toBeSoundPipeline()).toThrow(
      [
        'expected sound notification pipelines, but found 1 fault in 1 pipeline:',
        '',
        '  warning tls at Template/Topic',
        '    The topic takes plain HTTP, by which addresses and texts can be read on their way (sns:Publish).',
        '    → Deny sns:Publish to everyone in its policy where aws:SecureTransport is false; in the CDK, enforceSSL: true.',
        '    https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
      ].join('\n'),
    );
  });

  it('tells what was accepted beside it, and why', () => {
    const template = without(aSoundTemplate(), 'TopicPolicy', 'DeadLetterAlarm');
    const except = [{ rule: 'tls' as const, reason: 'closed by an SCP' }];

    expect(() => expect(template).toBeSoundPipeline({ except })).toThrow(
      /found 1 fault in 1 pipeline:\n\n {2}warning dead-letter-alarm .*\n\n {2}accepted tls at Template\/Topic: closed by an SCP$/s,
    );
  });

  it('fails for a template without a pipeline', () => {
    const stack = new Stack(new App(), 'Empty');
    new Topic(stack, 'Topic');

    expect(() => expect(Template.fromStack(stack)).toBeSoundPipeline()).toThrow(
      /There is no notification pipeline/,
    );
  });

  it('takes the options of checkPipelines', () => {
    const template = without(aSoundTemplate(), 'TopicPolicy');

    expect(template).toBeSoundPipeline({ only: ['encryption'] });
    expect(template).toBeSoundPipeline({ except: [{ rule: 'tls', reason: 'nobody publishes by HTTP' }] });
  });

  it('can be negated', () => {
    expect(without(aSoundTemplate(), 'TopicPolicy')).not.toBeSoundPipeline();
    expect(() => expect(aSoundTemplate()).not.toBeSoundPipeline()).toThrow(
      'expected faults in 1 pipeline, but found none',
    );
  });
});
