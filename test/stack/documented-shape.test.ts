import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { CustomNotifications } from '../fixtures/seed/resource.ts';
import { eventually } from '../support/eventually.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { snsOf } from '../support/messages/queues.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';

describe('the shape of the Amplify documentation', () => {
  const app = mkdtempSync(join(tmpdir(), 'mailroom-seed-'));
  const lines: string[] = [];
  let stack: LocalStack;

  beforeAll(() => {
    const cdk = new App({ outdir: app });
    const scope = new Stack(cdk, 'Documented');
    new CustomNotifications(scope, 'CustomNotifications', { sourceAddress: 'sender@example.com' });
    cdk.synth();
  });

  afterAll(() => removeDirectory(app));

  async function start(options: Partial<LocalStackOptions> = {}): Promise<void> {
    const log = (_: string, line: string) => void lines.push(line);
    stack = await startLocalStack({ app, asynchronousRetrySeconds: [0, 0], log, ...options });
  }

  async function publish(parts: Parameters<typeof aNotification>[0] = {}): Promise<void> {
    const [{ topicArn } = { topicArn: '' }] = Object.values(stack.pipelines);
    await new NotificationPublisher({ topicArn, client: snsOf(stack) }).publish(aNotification(parts));
  }

  const dropped = () =>
    eventually(
      () => lines.filter((line) => line.includes('dropped an event')),
      ({ length }) => length === 1,
    );

  const sent = () =>
    eventually(
      () => stack.ses.emails(),
      ({ length }) => length === 1,
    );

  describe('where permissions are checked', () => {
    beforeAll(() => start());

    afterAll(() => stack.stop());

    it('is not authorized to send, as on AWS', async () => {
      await publish();

      const [line] = await dropped();
      expect(line).toContain('after 3 attempts');
      expect(await stack.ses.emails()).toEqual([]);
      expect(lines.join('\n')).toMatch(
        /AccessDenied: User `arn:aws:sts::000000000000:assumed-role\/\S+' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:us-east-1:000000000000:identity\/sender@example\.com'/,
      );
    });
  });

  describe('where nothing checks permissions', () => {
    beforeAll(() => start({ permissions: false }));

    beforeEach(() => void lines.splice(0));

    afterEach(() => stack.ses.clear());

    afterAll(() => stack.stop());

    it('sends an email', async () => {
      await publish({ subject: 'Plain' });

      const [email] = await sent();
      expect(email?.subject).toBe('Plain');
    });

    it('garbles what is not ASCII, since it names no character set', async () => {
      await publish({ subject: 'Grüße' });

      const [email] = await sent();
      expect(email?.subject).not.toBe('Grüße');
    });

    it('loses a notification that SES refuses three times', async () => {
      await stack.ses.configure({ outage: true });
      await publish({ subject: 'Lost' });

      const [line] = await dropped();
      await stack.ses.configure({ outage: false });
      expect(line).toContain('after 3 attempts');
      expect((await stack.ses.emails()).map(({ subject }) => subject)).not.toContain('Lost');
    });
  });
});
