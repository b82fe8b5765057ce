import { describe, expect, it } from '@jest/globals';
import { changeTemplate, type Template } from '../../../bench/shapes/template-changes.ts';

const RedrivePolicy = { maxReceiveCount: 3 };

const template: Template = {
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 180, RedrivePolicy } },
    DeadLetterQueue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 180 } },
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { BatchSize: 10 } },
    Emailer: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Timeout: 60,
        Environment: {
          Variables: {
            MAILROOM_WORKERS: '3',
            MAILROOM_RETRY_BASE_SECONDS: '30',
            MAILROOM_HOLD_CAP_SECONDS: '3600',
            MAILROOM_BACKOFF_FACTOR: '2',
            MAILROOM_QUEUE_URL: { Ref: 'Queue' },
          },
        },
      },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
  },
};

const propertiesOf = (changed: Template, id: string) => changed.Resources[id]?.Properties;
const variablesOf = (changed: Template) => {
  const environment = propertiesOf(changed, 'Emailer')?.Environment as {
    Variables?: Record<string, unknown>;
  };
  return environment.Variables ?? {};
};

describe('changeTemplate', () => {
  it('shortens visibility timeouts of queues that are worked on, and no others', () => {
    const changed = changeTemplate(template, [
      { kind: 'shorter waits', factor: 30, shortestVisibilitySeconds: 1 },
    ]);

    expect(propertiesOf(changed, 'Queue')).toEqual({ VisibilityTimeout: 6, RedrivePolicy });
    expect(propertiesOf(changed, 'DeadLetterQueue')).toEqual({ VisibilityTimeout: 180 });
  });

  it('shortens none below the shortest', () => {
    const changed = changeTemplate(template, [
      { kind: 'shorter waits', factor: 30, shortestVisibilitySeconds: 12 },
    ]);

    expect(propertiesOf(changed, 'Queue')?.VisibilityTimeout).toBe(12);
  });

  it('takes SQS’s own timeout of 30 s where the template names none', () => {
    const bare = { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy } } } };

    const changed = changeTemplate(bare, [
      { kind: 'shorter waits', factor: 10, shortestVisibilitySeconds: 1 },
    ]);

    expect(changed.Resources.Queue.Properties).toEqual({ RedrivePolicy, VisibilityTimeout: 3 });
  });

  it('shortens the waits of the emailer, and leaves its other variables', () => {
    const changed = changeTemplate(template, [
      { kind: 'shorter waits', factor: 30, shortestVisibilitySeconds: 1 },
    ]);

    expect(variablesOf(changed)).toEqual({
      MAILROOM_WORKERS: '3',
      MAILROOM_RETRY_BASE_SECONDS: '1',
      MAILROOM_HOLD_CAP_SECONDS: '120',
      MAILROOM_BACKOFF_FACTOR: '2',
      MAILROOM_QUEUE_URL: { Ref: 'Queue' },
    });
  });

  it('sets the workers of the mapping, and tells the emailer', () => {
    const changed = changeTemplate(template, [{ kind: 'workers', count: 10 }]);

    expect(propertiesOf(changed, 'Mapping')).toEqual({
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
    expect(variablesOf(changed).MAILROOM_WORKERS).toBe('10');
  });

  it('changes variables that are there, and adds none', () => {
    const values = { MAILROOM_WORKERS: '9', OTHER: 'x' };
    const changed = changeTemplate(template, [{ kind: 'environment', values }]);

    expect(variablesOf(changed).MAILROOM_WORKERS).toBe('9');
    expect(variablesOf(changed)).not.toHaveProperty('OTHER');
  });

  it('delays queues that are worked on', () => {
    const changed = changeTemplate(template, [{ kind: 'delay', seconds: 8 }]);

    expect(propertiesOf(changed, 'Queue')).toHaveProperty('DelaySeconds', 8);
    expect(propertiesOf(changed, 'DeadLetterQueue')).not.toHaveProperty('DelaySeconds');
  });

  it('makes changes one after another, and leaves the given template', () => {
    const before = structuredClone(template);
    const changed = changeTemplate(template, [
      { kind: 'workers', count: 5 },
      { kind: 'delay', seconds: 1 },
    ]);

    expect(variablesOf(changed).MAILROOM_WORKERS).toBe('5');
    expect(propertiesOf(changed, 'Queue')).toHaveProperty('DelaySeconds', 1);
    expect(template).toEqual(before);
  });
});
