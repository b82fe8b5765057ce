import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Duration, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { acceptFindings } from '../../lib/accepted-finding.ts';
import { nagFindings, nagFindingsInTemplate, nagViolations } from '../support/construct/nag-findings.ts';
import { anApp, aPipeline, aStack } from '../support/construct/pipeline-template.ts';
import { sharedBackend } from '../support/construct/shared-backend.ts';
import { readTemplates } from '../support/construct/synth-backend.ts';

const NONE = { unexplained: [], unused: [] };

describe('cdk-nag', () => {
  it('finds nothing but this in a pipeline with everything on, each explained', () => {
    const { explained, ...others } = nagFindings(aPipeline({ alarmEmail: 'operator@example.com' }));

    const ses = 'Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>';
    expect(others).toEqual(NONE);
    expect(explained.map((finding) => finding.replace('Backend/Notifications/', '')).toSorted()).toEqual([
      'AlarmTopic/Email/Resource Serverless-SNSRedrivePolicy',
      'DeadLetterQueue/Resource Serverless-SQSRedrivePolicy',
      'DeduplicationTable/Resource AwsSolutions-DDB3',
      'Feedback/Resource Serverless-LambdaDLQ',
      'Feedback/Resource Serverless-LambdaTracing',
      'Feedback/SqsEventSource:BackendNotificationsFeedbackQueue17AA6125/Resource Serverless-LambdaEventSourceMappingDestination',
      'FeedbackDeadLetterQueue/Resource Serverless-SQSRedrivePolicy',
      'Publisher/Resource Serverless-LambdaDLQ',
      'Publisher/Resource Serverless-LambdaTracing',
      'QueueEmailer/Resource Serverless-LambdaDLQ',
      'QueueEmailer/Resource Serverless-LambdaTracing',
      'QueueEmailer/SqsEventSource:BackendNotificationsQueueF59DC9D0/Resource Serverless-LambdaEventSourceMappingDestination',
      'QueueEmailerRole/DefaultPolicy/Resource AwsSolutions-IAM5 Resource::*',
      `QueueEmailerRole/DefaultPolicy/Resource AwsSolutions-IAM5 ${ses}:identity/*`,
      'UndeliveredQueue/Resource AwsSolutions-SQS3',
      'UndeliveredQueue/Resource Serverless-SQSRedrivePolicy',
    ]);
  });

  it('finds nothing unexplained in a pipeline that reads attachments', () => {
    const stack = aStack();
    const bucket = new Bucket(stack, 'Files', {
      encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    });
    const pipeline = aPipeline({ attachments: bucket }, { stack });

    const { unexplained, unused } = nagFindings(pipeline);
    const ofPipeline = (finding: string) => finding.startsWith('Backend/Notifications/');
    expect([unexplained.filter(ofPipeline), unused]).toEqual([[], []]);
    expect(nagViolations(pipeline).filter(ofPipeline)).toEqual([]);
  });

  it.each([
    { name: 'the address alone', props: {} },
    { name: 'no table', props: { deduplicateFor: false as const } },
    { name: 'no feedback', props: { feedback: false } },
    { name: 'a configuration set of the user’s', props: { configurationSet: 'newsletters' } },
    { name: 'no alarm and no dashboard', props: { alarms: false as const, dashboard: false } },
    { name: 'the lowest send rate', props: { sendRate: 0.5 } },
    { name: 'the highest send rate', props: { sendRate: 500, retryFor: Duration.hours(24) } },
  ])('finds nothing unexplained in a pipeline with $name, and what is explained', ({ props }) => {
    expect(nagFindings(aPipeline(props))).toMatchObject(NONE);
  });

  it('finds nothing unexplained where account and region are known at synth', () => {
    const env = { account: '123456789012', region: 'eu-west-1' };
    const stack = new Stack(anApp(), 'Known', { env });

    expect(nagFindings(aPipeline({}, { stack }))).toMatchObject(NONE);
  });

  it('finds nothing unexplained in the pipeline of the reference backend', async () => {
    const assembly = await sharedBackend();
    const [file] = Object.entries(await readTemplates(assembly))
      .filter(([, { Resources }]) => Object.values(Resources).some(({ Type }) => Type === 'AWS::SQS::Queue'))
      .map(([name]) => name);

    expect(nagFindingsInTemplate(join(assembly, file as string))).toMatchObject(NONE);
  });

  it.each([
    { name: 'everything on', props: { alarmEmail: 'operator@example.com' }, env: undefined },
    {
      name: 'a region of its own for SES, in a known account',
      props: { sesRegion: 'us-east-1' },
      env: { account: '123456789012', region: 'eu-west-1' },
    },
  ])('finds nothing unexplained in its version 3 either, with $name', ({ props, env }) => {
    const stack = env ? new Stack(anApp(), 'Known', { env }) : aStack();

    expect(nagViolations(aPipeline(props, { stack }))).toEqual([]);
  });

  it('finds in its version 3 what is not explained', () => {
    const stack = aStack();
    aPipeline({}, { stack });
    new Topic(stack, 'Open');

    expect(nagViolations(stack)).toContainEqual(
      expect.stringMatching(/^Backend\/Open\/Resource AwsSolutions-SNS3$/),
    );
  });

  it('tells of an explanation that explains nothing', () => {
    const pipeline = aPipeline();
    acceptFindings(pipeline.queue, { id: 'AwsSolutions-SQS3', reason: 'It has a dead-letter queue.' });

    expect(nagFindings(pipeline).unused).toEqual([
      'Backend/Notifications/Queue/Resource AwsSolutions-SQS3: It has a dead-letter queue.',
    ]);
  });
});
