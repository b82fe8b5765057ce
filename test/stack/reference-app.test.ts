import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALARMS } from '../../contract/alarms.ts';
import { type LocalStack, startLocalStack } from '../../local/index.ts';
import { sharedBackend } from '../support/construct/shared-backend.ts';
import { eventually } from '../support/eventually.ts';

describe('the reference app on the local stack', () => {
  let stack: LocalStack;

  beforeAll(async () => {
    stack = await startLocalStack({ app: await sharedBackend() });
  });

  afterAll(async () => {
    await stack.stop();
  });

  it('lets its own function publish, and delivers what it published', async () => {
    const [welcome = ''] = [...stack.functions.keys()].filter((name) => name.startsWith('welcome'));

    const answer = await stack.invoke(welcome, { name: 'Ada', email: 'ada@example.com' });

    expect(answer).toEqual({ id: expect.any(String), messageId: expect.any(String) });
    const [email] = await eventually(
      () => stack.ses.emails(),
      ({ length }) => length === 1,
    );
    expect(email).toMatchObject({ from: 'sender@example.com', subject: 'Welcome, Ada' });
  });

  it('names its pipeline as the backend did in its outputs', () => {
    expect(stack.pipelines).toEqual({
      'CustomNotifications/CustomNotifications': {
        stackName: expect.stringMatching(/^amplify-/),
        topicArn: expect.stringMatching(/^arn:aws:sns:us-east-1:000000000000:/),
        queueUrl: expect.stringContaining(stack.endpoints.sqs),
        deadLetterQueueUrl: expect.stringContaining(stack.endpoints.sqs),
        undeliveredQueueUrl: expect.stringContaining(stack.endpoints.sqs),
        tableName: expect.stringContaining('DeduplicationTable'),
        configurationSet: expect.stringContaining('ConfigurationSet'),
        feedbackQueueUrl: expect.stringContaining(stack.endpoints.sqs),
        feedbackDeadLetterQueueUrl: expect.stringContaining(stack.endpoints.sqs),
        functions: {
          publisher: expect.any(String),
          emailer: expect.any(String),
          feedback: expect.any(String),
        },
        sendRate: 14,
        alarms: Object.fromEntries(ALARMS.map((kind) => [kind, expect.stringContaining(kind)])),
      },
    });
  });

  it('emulates all that the template has', () => {
    expect(stack.notEmulated).toEqual([]);
  });
});
