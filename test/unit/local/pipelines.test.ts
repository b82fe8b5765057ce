import { describe, expect, it } from '@jest/globals';
import { type Deployed, pipelinesOf } from '../../../local/pipelines.ts';
import type { Json } from '../../../template/json.ts';
import { aConfiguration } from '../../support/local/a-running-function.ts';

const HERE = 'eu-west-1:000000000000';
const TOPIC = {
  name: 't',
  arn: `arn:aws:sns:${HERE}:t`,
  path: 'App/Topic',
  constructPath: 'App/mail/Topic/Resource',
};

const aQueue = (name: string, deadLetterTargetArn?: string) => ({
  name,
  url: `http://127.0.0.1/${name}`,
  arn: `arn:aws:sqs:${HERE}:${name}`,
  visibilityTimeoutSeconds: 30,
  deadLetterTargetArn,
});

const aSubscription = (protocol: string, endpoint: string, deadLetterTargetArn?: string) => ({
  ...{ topicArn: TOPIC.arn, protocol, endpoint, attributes: {} },
  deadLetterTargetArn,
});

const MAPPING = {
  queueArn: `arn:aws:sqs:${HERE}:jobs`,
  functionName: 'emailer',
  enabled: true,
  batchSize: 10,
  batchWindowSeconds: 0,
  maximumConcurrency: undefined,
  reportBatchItemFailures: true,
  patterns: [],
};

const NOTHING: Deployed = {
  topics: [TOPIC],
  queues: [],
  subscriptions: [],
  mappings: [],
  functions: [],
  alarms: [],
  destinations: [],
};

const pipelines = (deployed: Partial<Deployed> = {}, customOutputs: Json[] = []) =>
  pipelinesOf(
    { outputs: (name) => (name === 'customOutputs' ? customOutputs : []) },
    { ...NOTHING, ...deployed },
  );

describe('pipelinesOf a template without outputs', () => {
  it('finds the queues and the functions behind a topic', () => {
    const publisher = aConfiguration({
      name: 'publisher',
      constructPath: 'App/mail/Publisher/Resource',
      environment: { TOPIC_ARN: TOPIC.arn },
    });
    const another = aConfiguration({ name: 'another', constructPath: 'App/mail/Another/Resource' });

    const found = pipelines({
      queues: [
        aQueue('jobs', `arn:aws:sqs:${HERE}:dead`),
        aQueue('dead'),
        aQueue('undelivered'),
        aQueue('other'),
      ],
      subscriptions: [
        { ...aSubscription('sqs', `arn:aws:sqs:${HERE}:other`), topicArn: 'arn:of:another' },
        aSubscription('email', 'ada@example.com'),
        aSubscription('sqs', `arn:aws:sqs:${HERE}:jobs`, `arn:aws:sqs:${HERE}:undelivered`),
      ],
      mappings: [{ ...MAPPING, queueArn: 'arn:other', functionName: 'other' }, MAPPING],
      functions: [another, publisher],
    });

    expect(found).toEqual({
      'App/mail': {
        topicArn: TOPIC.arn,
        queueUrl: 'http://127.0.0.1/jobs',
        deadLetterQueueUrl: 'http://127.0.0.1/dead',
        undeliveredQueueUrl: 'http://127.0.0.1/undelivered',
        functions: { publisher: 'publisher', emailer: 'emailer' },
      },
    });
  });

  it('finds the function that a topic invokes itself', () => {
    const found = pipelines({
      subscriptions: [aSubscription('lambda', `arn:aws:lambda:${HERE}:function:emailer`)],
    });

    expect(found['App/mail']).toEqual({ topicArn: TOPIC.arn, functions: { emailer: 'emailer' } });
  });

  it('has a topic that nobody subscribes to', () => {
    expect(pipelines()).toEqual({ 'App/mail': { topicArn: TOPIC.arn, functions: {} } });
  });

  it('does not take a function outside of the construct for its publisher', () => {
    const outside = aConfiguration({
      constructPath: 'App/mailer/Fn/Resource',
      environment: { TOPIC_ARN: TOPIC.arn },
    });

    expect(pipelines({ functions: [outside] })['App/mail']?.functions).toEqual({});
  });

  it.each([
    ['App/mail/Topic/Resource', 'App/mail'],
    ['App/Topic', 'App/Topic'],
    [undefined, 'App/Topic'],
  ])('names the pipeline of the construct %s %s', (constructPath, name) => {
    expect(Object.keys(pipelines({ topics: [{ ...TOPIC, constructPath }] }))).toEqual([name]);
  });

  it('names each of several topics of one construct by itself', () => {
    const aTopic = (name: string) => ({
      ...TOPIC,
      arn: name,
      path: `App/${name}`,
      constructPath: `App/${name}/Resource`,
    });

    expect(Object.keys(pipelines({ topics: [aTopic('One'), aTopic('Two')] }))).toEqual([
      'App/One',
      'App/Two',
    ]);
  });

  it('names topics by their own paths where the assembly tells no constructs', () => {
    const aTopic = (name: string) => ({ ...TOPIC, arn: name, path: `App/${name}`, constructPath: undefined });

    expect(Object.keys(pipelines({ topics: [aTopic('One'), aTopic('Two')] }))).toEqual([
      'App/One',
      'App/Two',
    ]);
  });
});

describe('feedback of a pipeline without outputs', () => {
  const told = {
    ...TOPIC,
    name: 'told',
    arn: `arn:aws:sns:${HERE}:told`,
    constructPath: 'App/mail/Told/Resource',
  };
  const feedback = aConfiguration({ name: 'feedback', environment: { MAILROOM_EMAILER: 'emailer' } });
  const another = aConfiguration({ name: 'another', environment: { MAILROOM_EMAILER: 'other' } });
  const deployed = {
    topics: [TOPIC, told],
    destinations: [{ topicArn: told.arn }],
    queues: [aQueue('jobs'), aQueue('events', `arn:aws:sqs:${HERE}:given-up`), aQueue('given-up')],
    subscriptions: [
      aSubscription('sqs', `arn:aws:sqs:${HERE}:jobs`),
      { ...aSubscription('sqs', `arn:aws:sqs:${HERE}:events`), topicArn: told.arn },
    ],
    mappings: [MAPPING, { ...MAPPING, queueArn: `arn:aws:sqs:${HERE}:events`, functionName: 'feedback' }],
    functions: [
      aConfiguration({ name: 'emailer', environment: { MAILROOM_CONFIGURATION_SET: 'a-set' } }),
      another,
      feedback,
    ],
  };

  it('is that of the function that keeps its emailer’s events, and no pipeline of its own', () => {
    expect(pipelines(deployed)).toEqual({
      'App/mail': {
        topicArn: TOPIC.arn,
        queueUrl: 'http://127.0.0.1/jobs',
        configurationSet: 'a-set',
        feedbackQueueUrl: 'http://127.0.0.1/events',
        feedbackDeadLetterQueueUrl: 'http://127.0.0.1/given-up',
        functions: { emailer: 'emailer', feedback: 'feedback' },
      },
    });
  });

  it('is none where nobody keeps its events', () => {
    const found = pipelines({ ...deployed, functions: [another] });

    expect(found['App/mail']).not.toHaveProperty('feedbackQueueUrl');
    expect(found['App/mail']?.functions).toEqual({ emailer: 'emailer' });
  });
});

describe('alarms, send rate and table of a pipeline without outputs', () => {
  const anAlarm = (name: string, constructPath: string) => ({ name, constructPath, logicalId: name });

  it('are those of the alarms below its construct, by the ids of their constructs, and of its emailer', () => {
    const emailer = aConfiguration({
      name: 'emailer',
      environment: { MAILROOM_SEND_RATE: '0.5', MAILROOM_TABLE: 'sent' },
    });

    const found = pipelines({
      queues: [aQueue('jobs')],
      subscriptions: [aSubscription('sqs', `arn:aws:sqs:${HERE}:jobs`)],
      mappings: [MAPPING],
      functions: [emailer],
      alarms: [
        anAlarm('App-Arrived', 'App/mail/Alarms/DeadLetterArrived/Resource'),
        anAlarm('App-Other', 'App/mailing/Alarms/DeadLetterArrived/Resource'),
      ],
    });

    expect(found['App/mail']).toMatchObject({
      sendRate: 0.5,
      tableName: 'sent',
      alarms: { DeadLetterArrived: 'App-Arrived' },
    });
  });

  it('are left out where there are none', () => {
    expect(Object.keys(pipelines()['App/mail'] ?? {})).not.toEqual(
      expect.arrayContaining(['alarms', 'sendRate', 'tableName']),
    );
    expect(pipelines()['App/mail']).not.toHaveProperty('alarms');
  });
});

describe('pipelinesOf a template with outputs', () => {
  const outputOf = (custom: object) => JSON.stringify({ version: '1.4', custom });
  const stated = { topicArn: 'arn:stated', functions: { emailer: 'stated' } };

  it('gives those of the outputs, and not those of the topics', () => {
    expect(pipelines({}, [outputOf({ pipelines: { 'Stack/mail': stated } })])).toEqual({
      'Stack/mail': stated,
    });
  });

  it('gives those of every stack', () => {
    const outputs = ['One/mail', 'Two/mail'].map((name) => outputOf({ pipelines: { [name]: stated } }));

    expect(Object.keys(pipelines({}, outputs))).toEqual(['One/mail', 'Two/mail']);
  });

  it.each([outputOf({ other: 1 }), '{}', 'null'])(
    'finds the topics where the outputs have none: %s',
    (output) => {
      expect(Object.keys(pipelines({}, [output]))).toEqual(['App/mail']);
    },
  );

  it('says what is wrong with malformed ones', () => {
    expect(() => pipelines({}, [outputOf({ pipelines: { 'Stack/mail': { topicArn: 5 } } })])).toThrow(
      /^The output customOutputs holds no valid pipelines: Stack\/mail\.topicArn: expected a string, got 5/,
    );
  });

  it('says that an output is not JSON', () => {
    expect(() => pipelines({}, ['arn:aws'])).toThrow(
      'The output customOutputs is not JSON, as Amplify writes it: arn:aws',
    );
  });
});
