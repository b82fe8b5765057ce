import { describe, expect, it } from '@jest/globals';
import { Aws, Stack } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { roleOf } from '../../../support/construct/a-function.ts';
import {
  anApp,
  aPipeline,
  environmentOf,
  mappingOf,
  onlyResource,
  policyDocumentOf,
  templateOf,
  warningsOf,
} from '../../../support/construct/pipeline-template.ts';

const DESTINATION = 'AWS::SES::ConfigurationSetEventDestination';

const aStackIn = (region: string) =>
  new Stack(anApp(), 'Backend', { env: { account: '123456789012', region } });

const feedbackOf = (pipeline: ReturnType<typeof aPipeline>) => [
  pipeline.configurationSet,
  pipeline.feedbackTopic,
  pipeline.feedbackQueue,
  pipeline.feedbackDeadLetterQueue,
  pipeline.feedback,
];

describe('feedback', () => {
  it('comes back without being asked for', () => {
    const pipeline = aPipeline();

    expect(feedbackOf(pipeline)).not.toContain(undefined);
    expect(warningsOf(pipeline)).toEqual([]);
  });

  it('leaves out all that is about it where it is false', () => {
    const pipeline = aPipeline({ feedback: false });

    const template = templateOf(pipeline);
    for (const type of ['AWS::SES::ConfigurationSet', DESTINATION]) template.resourceCountIs(type, 0);
    template.resourceCountIs('AWS::SNS::Topic', 1);
    template.resourceCountIs('AWS::SQS::Queue', 3);
    template.resourceCountIs('AWS::Lambda::Function', 2);
    expect(feedbackOf(pipeline)).toEqual(Array(5).fill(undefined));
    expect(environmentOf(pipeline)).not.toHaveProperty('MAILROOM_CONFIGURATION_SET');
    expect(Object.keys(pipeline.alarms ?? {})).toHaveLength(8);
    expect(pipeline.outputs.custom.pipelines['Backend/Notifications']?.functions).toEqual({
      publisher: pipeline.publisher.functionName,
      emailer: pipeline.emailer.functionName,
    });
    expect(warningsOf(pipeline)).toEqual([]);
  });

  it('may run as many workers as the emailer', () => {
    const { emailer, feedback } = aPipeline({ sendRate: 500 });

    const scaling = { MaximumConcurrency: 25 };
    for (const fn of [emailer, feedback as typeof emailer]) {
      expect(mappingOf(fn).Properties.ScalingConfig).toEqual(scaling);
    }
  });

  it('counts and warns that there is no history without the table', () => {
    const pipeline = aPipeline({ deduplicateFor: false });

    expect(feedbackOf(pipeline)).not.toContain(undefined);
    expect(warningsOf(pipeline)).toEqual([
      'Backend/Notifications: what becomes of emails is counted, but there is no history of each notification, since ' +
        'deduplicateFor: false takes the table away; leave that out, or give feedback: false. ' +
        '[ack: amplify-mailroom:no-history]',
    ]);
  });

  it.each([
    ['of a backend whose region is known', 'eu-west-1'],
    ['of one whose region is not', undefined],
  ])('does not come back from SES in another region, %s, and synth warns', (_, region) => {
    const stack = region === undefined ? undefined : { stack: aStackIn(region) };
    const pipeline = aPipeline({ sesRegion: 'us-east-1' }, stack);

    expect(feedbackOf(pipeline)).toEqual(Array(5).fill(undefined));
    expect(warningsOf(pipeline)).toEqual([
      'Backend/Notifications: nobody finds out what becomes of emails, since SES sends them in us-east-1, and ' +
        'CloudFormation makes configuration sets in the region of the backend alone; give feedback: false to agree. ' +
        '[ack: amplify-mailroom:no-feedback]',
    ]);
  });

  it('comes back from SES in the region of the backend, given by name', () => {
    const pipeline = aPipeline({ sesRegion: 'eu-west-1' }, { stack: aStackIn('eu-west-1') });

    expect(feedbackOf(pipeline)).not.toContain(undefined);
    expect(warningsOf(pipeline)).toEqual([]);
  });

  it('does not come back in a region without SES, where no template with it could be deployed', () => {
    expect(feedbackOf(aPipeline({}, { stack: aStackIn('eu-south-2') }))).toEqual(Array(5).fill(undefined));
  });

  it.each([['no' as never], [null as never], [0 as never]])('is refused where it is %p', (feedback) => {
    expect(() => aPipeline({ feedback })).toThrow(
      /^Backend\/Notifications: feedback: expected true or false, got /,
    );
  });
});

describe('configurationSet', () => {
  it('gets a destination, and nothing else, where it is the user’s', () => {
    const pipeline = aPipeline({ configurationSet: 'newsletters' });

    templateOf(pipeline).resourceCountIs('AWS::SES::ConfigurationSet', 0);
    expect(onlyResource(pipeline, DESTINATION).Properties).toMatchObject({
      ConfigurationSetName: 'newsletters',
    });
    expect(environmentOf(pipeline)).toMatchObject({ MAILROOM_CONFIGURATION_SET: 'newsletters' });
    expect(pipeline.configurationSet).toBe('newsletters');
    const topic = policyDocumentOf(pipeline.feedbackTopic as Topic, 'AWS::SNS::TopicPolicy');
    const role = policyDocumentOf(roleOf(pipeline.emailer), 'AWS::IAM::Policy');
    for (const document of [topic, role]) {
      expect(JSON.stringify(document).match(/configuration-set\/[^"]*/g)).toEqual([
        'configuration-set/newsletters',
      ]);
    }
  });

  it('passes as a token', () => {
    expect(environmentOf(aPipeline({ configurationSet: Aws.STACK_NAME }))).toMatchObject({
      MAILROOM_CONFIGURATION_SET: { Ref: 'AWS::StackName' },
    });
  });

  it.each(['', 'news letters', 'a'.repeat(65), 7 as never, null as never])(
    'is refused where it is %p',
    (configurationSet) => {
      expect(() => aPipeline({ configurationSet })).toThrow(
        /^Backend\/Notifications: configurationSet: expected the name of a configuration set, up to 64 letters, digits, - and _, got .*; give it as SES shows it, or leave it out$/,
      );
    },
  );

  it('is refused with feedback: false', () => {
    expect(() => aPipeline({ configurationSet: 'newsletters', feedback: false })).toThrow(
      new Error(
        'Backend/Notifications: configurationSet: expected none with feedback: false, since nothing comes back by it; leave ' +
          'out one of the two',
      ),
    );
  });

  it('is refused where SES sends in another region', () => {
    expect(() => aPipeline({ configurationSet: 'newsletters', sesRegion: 'us-east-1' })).toThrow(
      new Error(
        'Backend/Notifications: configurationSet: expected none with the sesRegion "us-east-1", where CloudFormation cannot ' +
          'add a destination to it; leave it out, and give feedback: false',
      ),
    );
  });
});
