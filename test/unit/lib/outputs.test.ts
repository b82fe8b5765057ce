import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { CustomNotifications } from '../../../lib/index.ts';
import { aPipeline, aStack } from '../../support/pipeline-template.ts';

describe('outputs', () => {
  it('hold the addresses of every part, under the stack’s and the pipeline’s id', () => {
    const pipeline = aPipeline();

    expect(pipeline.outputs).toEqual({
      custom: {
        pipelines: {
          'Backend/Notifications': {
            topicArn: pipeline.topic.topicArn,
            queueUrl: pipeline.queue.queueUrl,
            deadLetterQueueUrl: pipeline.deadLetterQueue.queueUrl,
            undeliveredQueueUrl: pipeline.undeliveredQueue.queueUrl,
            functions: { publisher: pipeline.publisher.functionName, emailer: pipeline.emailer.functionName },
          },
        },
      },
    });
  });

  it('name a pipeline within other constructs by the path from its stack', () => {
    const scope = new Construct(aStack(), 'Team');
    const pipeline = new CustomNotifications(scope, 'Notifications', { sourceAddress: 'sender@example.com' });

    expect(Object.keys(pipeline.outputs.custom.pipelines)).toEqual(['Backend/Team/Notifications']);
  });
});
