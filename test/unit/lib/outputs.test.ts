import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ALARMS } from '../../../contract/alarms.ts';
import { CustomNotifications } from '../../../lib/index.ts';
import { aPipeline, aStack } from '../../support/construct/pipeline-template.ts';

describe('outputs', () => {
  it('hold the addresses of every part, under the stack’s and the pipeline’s id', () => {
    const pipeline = aPipeline();

    expect(pipeline.outputs).toEqual({
      custom: {
        pipelines: {
          'Backend/Notifications': {
            stackName: Stack.of(pipeline).stackName,
            topicArn: pipeline.topic.topicArn,
            queueUrl: pipeline.queue.queueUrl,
            deadLetterQueueUrl: pipeline.deadLetterQueue.queueUrl,
            undeliveredQueueUrl: pipeline.undeliveredQueue.queueUrl,
            tableName: pipeline.deduplicationTable?.tableName,
            configurationSet: pipeline.configurationSet,
            feedbackQueueUrl: pipeline.feedbackQueue?.queueUrl,
            feedbackDeadLetterQueueUrl: pipeline.feedbackDeadLetterQueue?.queueUrl,
            functions: {
              publisher: pipeline.publisher.functionName,
              emailer: pipeline.emailer.functionName,
              feedback: pipeline.feedback?.functionName,
            },
            sendRate: 14,
            alarms: Object.fromEntries(ALARMS.map((kind) => [kind, pipeline.alarms?.[kind]?.alarmName])),
          },
        },
      },
    });
  });

  it('refer to each alarm by the name that CloudFormation gives it', () => {
    const pipeline = aPipeline();

    const stack = Stack.of(pipeline);
    const alarms = stack.resolve(pipeline.outputs.custom.pipelines['Backend/Notifications']?.alarms);

    expect(Object.keys(alarms)).toEqual([...ALARMS]);
    expect(alarms.DeadLetterArrived).toEqual({
      Ref: expect.stringMatching(/^NotificationsAlarmsDeadLetterArrived[0-9A-F]{8}$/),
    });
  });

  it('name no alarms of a pipeline without, and the send rate that is planned', () => {
    const pipeline = aPipeline({ alarms: false, sendRate: 7 });

    const output = pipeline.outputs.custom.pipelines['Backend/Notifications'];

    expect(output).not.toHaveProperty('alarms');
    expect(output?.sendRate).toBe(7);
  });

  it('name no table of a pipeline without', () => {
    const pipeline = aPipeline({ deduplicateFor: false });

    expect(pipeline.outputs.custom.pipelines['Backend/Notifications']).not.toHaveProperty('tableName');
  });

  it('name a pipeline within other constructs by the path from its stack', () => {
    const scope = new Construct(aStack(), 'Team');
    const pipeline = new CustomNotifications(scope, 'Notifications', { sourceAddress: 'sender@example.com' });

    expect(Object.keys(pipeline.outputs.custom.pipelines)).toEqual(['Backend/Team/Notifications']);
  });
});
