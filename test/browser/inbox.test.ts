import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type LocalStack, startLocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { aClient, aSend } from '../stack/local/services/ses/ses-client.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { snsOf } from '../support/messages/queues.ts';
import { aPipelineApp } from '../support/stack/a-pipeline-app.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';
import { aHostileEmail } from './a-hostile-email.ts';
import { InboxPage } from './inbox-page.ts';
import { launchBrowser } from './launch.ts';

describe('the inbox in a browser', () => {
  const app = aPipelineApp({ Notifications: { sourceAddress: 'sender@example.com', feedback: false } });
  let dataDirectory: string;
  let stack: LocalStack;
  let browser: Browser;
  let page: InboxPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'mailroom-inbox-'));
    stack = await startSomewhere({ app, dataDirectory });
    page = await InboxPage.open(browser, stack.inboxUrl);
  });

  afterEach(async () => {
    await page.close();
    await stack.stop();
    rmSync(dataDirectory, { recursive: true });
  });

  afterAll(async () => {
    await browser.close();
    removeDirectory(app);
  });

  it('shows a published notification as an email', async () => {
    const [{ topicArn } = { topicArn: '' }] = Object.values(stack.pipelines);

    await new NotificationPublisher({ topicArn, client: snsOf(stack) }).publish(
      aNotification({ subject: 'Grüße 漢字 🙂', body: 'Es läuft 🙂', recipient: 'ada@example.com' }),
    );
    await page.shows(['Grüße 漢字 🙂']);
    await page.openEmail('Grüße 漢字 🙂');

    expect(await page.article.innerText()).toMatch(/ada@example\.com[\s\S]*Es läuft 🙂/);
    expect(page.faults).toEqual([]);
  });

  it('shows each email as it comes, however it was sent, and none twice', async () => {
    const ses = aClient(stack.ses);
    const subjects = [];
    for (let sent = 1; sent <= 5; sent += 1) {
      await ses.send(aSend({ subject: `email ${sent}` }));
      subjects.unshift(`email ${sent}`);
      await page.shows(subjects);
    }
    const burst = Array.from({ length: 20 }, (_, index) => `burst ${index}`);
    await Promise.all(burst.map((subject) => ses.send(aSend({ subject }))));
    const message =
      'From: a@example.com\r\nTo: b@example.com\r\nSubject: raw\r\nContent-Type: multipart/mixed; boundary=b' +
      '\r\n\r\n--b\r\n\r\nHello\r\n--b\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\nA note\r\n--b--';
    await ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(message) } }));

    const shown = await page.shows(['raw', ...burst, ...subjects], { inOrder: false });
    expect([shown[0], shown.slice(-5)]).toEqual(['raw', subjects]);
    await page.openEmail('raw');
    expect(readFileSync(await page.download(/note\.txt/), 'utf8')).toMatch(/^A note\s*$/);
    expect(readFileSync(await page.download(/Message/), 'utf8')).toMatch(/^Subject: raw\r$/m);
    expect(page.faults).toEqual([]);
  });

  it('goes on by itself when the stack was restarted, and when it was cleared', async () => {
    await aClient(stack.ses).send(aSend({ subject: 'kept' }));
    await page.shows(['kept']);
    const port = Number(new URL(stack.inboxUrl).port);

    await stack.stop();
    await page.fault.waitFor();
    stack = await startLocalStack({ app, dataDirectory, port });
    await page.fault.waitFor({ state: 'hidden' });
    await page.shows(['kept']);
    await aClient(stack.ses).send(aSend({ subject: 'after' }));
    await page.shows(['after', 'kept']);
    await page.clear();
    await page.shows([]);
    await aClient(stack.ses).send(aSend({ subject: 'new' }));
    await page.shows(['new']);

    const [first = '', ...others] = page.faults.filter((fault) => !fault.includes('net::ERR_'));
    expect(first).toMatch(/^Shown: The inbox cannot be reached\./);
    expect(others.filter((fault) => fault !== first)).toEqual([]);
  });

  it('lets nothing in an email act, and shows it all the same', async () => {
    const before = await stateOf(stack);
    const { email, clickable } = aHostileEmail([...new Set(Object.values(stack.endpoints))]);
    await stack.ses.receive(email);
    await page.shows([email.subject]);
    const settled = await stateOf(stack);
    await page.openEmail(email.subject);
    const frame = page.article.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Welcome' }).waitFor();
    for (const name of clickable) {
      await page.view('HTML');
      await frame.getByText(name, { exact: true }).click();
    }
    await page.view('Text');
    await page.view('HTML source');
    await page.view(/Links/);
    await page.download(/evil/);
    await aClient(stack.ses).send(aSend({ subject: 'and on' }));
    await page.shows(['and on', email.subject]);

    expect(await page.title()).toBe('Mailroom inbox');
    expect(page.pages).toBe(1);
    expect(page.answeredElsewhere).toEqual([]);
    expect(settled).toEqual({ ...before, emails: 1 });
    expect(await stateOf(stack)).toEqual({ ...before, emails: 2, sends: before.sends + 1 });
    // The browser tells what it has kept from acting; nothing else went wrong.
    expect(page.faults.filter((fault) => !/Content Security Policy|sandboxed?/.test(fault))).toEqual([]);
  });
});

/** On ports that it can have again. */
async function startSomewhere(options: { app: string; dataDirectory: string }): Promise<LocalStack> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const started = await startLocalStack({ ...options, port }).catch((error: Error) => error);
    if (!(started instanceof Error)) return started;
    if (!started.message.includes('is taken')) throw started;
  }
}

/** What an email could have changed. */
async function stateOf(stack: LocalStack) {
  const response = await fetch(`${stack.inboxUrl}/_mailroom/ses`);
  const { counts, ...settings } = (await response.json()) as { counts: { accepted: number } };
  const emails = await stack.ses.emails();
  const { functions, requests } = await stack.usage();
  const invocations = Object.values(functions).map((each) => each.invocations);
  const { SendMessage = 0, PurgeQueue = 0 } = requests.sqs;
  return {
    settings,
    emails: emails.length,
    sends: counts.accepted,
    invocations,
    queue: [SendMessage, PurgeQueue],
  };
}
