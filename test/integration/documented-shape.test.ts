import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { type LocalStack, startLocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { CustomNotifications } from '../fixtures/seed/resource.ts';
import { aNotification } from '../support/a-notification.ts';
import { removeDirectory } from '../support/an-assembly.ts';
import { eventually } from '../support/eventually.ts';
import { snsOf } from '../support/queues.ts';

describe('the shape of the Amplify documentation', () => {
  const app = mkdtempSync(join(tmpdir(), 'mailroom-seed-'));
  const lines: string[] = [];
  let stack: LocalStack;
  let publisher: NotificationPublisher;

  beforeAll(async () => {
    const cdk = new App({ outdir: app });
    const scope = new Stack(cdk, 'Documented');
    new CustomNotifications(scope, 'CustomNotifications', { sourceAddress: 'sender@example.com' });
    cdk.synth();
    stack = await startLocalStack({
      app,
      asynchronousRetrySeconds: [0, 0],
      log: (_, line) => lines.push(line),
    });
    const [{ topicArn } = { topicArn: '' }] = Object.values(stack.pipelines);
    publisher = new NotificationPublisher({ topicArn, client: snsOf(stack) });
  });

  afterAll(async () => {
    await stack.stop();
    removeDirectory(app);
  });

  it('sends an email', async () => {
    await publisher.publish(aNotification({ subject: 'Plain' }));

    const [email] = await eventually(
      () => stack.ses.emails(),
      ({ length }) => length === 1,
    );
    expect(email?.subject).toBe('Plain');
  });

  it('garbles what is not ASCII, since it names no character set', async () => {
    await publisher.publish(aNotification({ subject: 'Grüße' }));

    const emails = await eventually(
      () => stack.ses.emails(),
      ({ length }) => length === 2,
    );
    expect(emails[1]?.subject).not.toBe('Grüße');
  });

  it('loses a notification that SES refuses three times', async () => {
    await stack.ses.configure({ outage: true });
    await publisher.publish(aNotification({ subject: 'Lost' }));

    const dropped = await eventually(
      () => lines.filter((line) => line.includes('dropped an event')),
      ({ length }) => length === 1,
    );
    await stack.ses.configure({ outage: false });
    expect(dropped[0]).toContain('after 3 attempts');
    expect((await stack.ses.emails()).map(({ subject }) => subject)).not.toContain('Lost');
  });
});
