import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalStack, startLocalStack } from '../../local/index.ts';
import { removeDirectory } from '../support/an-assembly.ts';
import { eventually } from '../support/eventually.ts';
import { synthBackend } from '../support/synth-backend.ts';

describe('the reference app on the local stack', () => {
  const app = mkdtempSync(join(tmpdir(), 'mailroom-reference-'));
  let stack: LocalStack;

  beforeAll(async () => {
    await synthBackend({ outdir: app });
    stack = await startLocalStack({ app });
  });

  afterAll(async () => {
    await stack.stop();
    removeDirectory(app);
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
        topicArn: expect.stringMatching(/^arn:aws:sns:us-east-1:000000000000:/),
        queueUrl: expect.stringContaining(stack.endpoints.sqs),
        deadLetterQueueUrl: expect.stringContaining(stack.endpoints.sqs),
        undeliveredQueueUrl: expect.stringContaining(stack.endpoints.sqs),
        functions: { publisher: expect.any(String), emailer: expect.any(String) },
      },
    });
  });

  it('emulates all that the template has', () => {
    expect(stack.notEmulated).toEqual([]);
  });
});
