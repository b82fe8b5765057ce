import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { type LocalStack, startLocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { aNotification } from '../support/a-notification.ts';
import { aPipelineApp } from '../support/a-pipeline-app.ts';
import { removeDirectory } from '../support/an-assembly.ts';
import { snsOf } from '../support/queues.ts';

describe('the inbox in a browser', () => {
  let app: string;
  let stack: LocalStack;
  let browser: Browser;

  beforeAll(async () => {
    app = aPipelineApp({ Notifications: { sourceAddress: 'sender@example.com' } });
    [stack, browser] = await Promise.all([
      startLocalStack({ app }),
      chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
        ],
      }),
    ]);
  });

  afterAll(async () => {
    await browser.close();
    await stack.stop();
    removeDirectory(app);
  });

  it('shows a published notification as an email', async () => {
    const [{ topicArn } = { topicArn: '' }] = Object.values(stack.pipelines);
    const page = await browser.newPage();
    await page.goto(stack.inboxUrl);

    await new NotificationPublisher({ topicArn, client: snsOf(stack) }).publish(
      aNotification({ subject: 'Grüße 漢字 🙂', body: 'Es läuft 🙂', recipient: 'ada@example.com' }),
    );

    await page.getByText('Grüße 漢字 🙂').waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Toggle text view' }).click();
    await page.getByText('Es läuft 🙂').waitFor();
    expect(await page.getByText('ada@example.com').isVisible()).toBe(true);
  });
});
