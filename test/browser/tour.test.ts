import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { LocalStackFile } from '../../contract/local-stack-file.ts';
import { mailroom, type RunningCommand } from '../support/command/a-command.ts';
import { eventually } from '../support/eventually.ts';
import { aPipelineApp } from '../support/stack/a-pipeline-app.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';
import { ConsoleTab } from './console-tab.ts';
import { launchBrowser } from './launch.ts';

const HTML =
  '<h1>Welcome</h1><img src="cid:logo" alt="Logo"><img src="https://example.com/c.png" alt="Counter">';

/** One pixel. */
const LOGO = {
  filename: 'logo.gif',
  content: 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
  contentType: 'image/gif',
  contentId: 'logo',
};

describe('the console of a running local stack, in a browser', () => {
  const app = aPipelineApp({ Notifications: { sourceAddress: 'sender@example.com' } });
  let directory: string;
  let command: RunningCommand;
  let browser: Browser;
  let tab: ConsoleTab;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mailroom-console-'));
    command = mailroom(directory, ['local', '--app', app, '--port', '0']);
    await command.printed('Ctrl-C stops it');
    const file = readFileSync(join(directory, '.local/stack.json'), 'utf8');
    const { consoleUrl = '' } = JSON.parse(file) as LocalStackFile;
    tab = await ConsoleTab.open(browser, consoleUrl);
    await tab.connection.filter({ hasText: 'Live' }).waitFor();
  });

  afterEach(async () => {
    await tab.close();
    command.process.kill('SIGINT');
    await command.exitCode;
    rmSync(directory, { recursive: true });
  });

  afterAll(async () => {
    await browser.close();
    removeDirectory(app);
  });

  it('leads through the tour: SES breaks, nothing is lost, and what was refused is corrected and sent', async () => {
    const { page } = tab;
    const tour = page.getByRole('complementary', { name: 'Tour' });
    const step = async (action: string, next: string) => {
      await tour.getByRole('button', { name: action }).click();
      await tour.locator('button:enabled', { hasText: next }).click();
    };
    await page.getByRole('button', { name: 'Take the tour' }).click();
    await step('Publish 20', 'Next step');
    await step('Break SES, and publish', 'Next step');
    await step('Repair SES', 'Next step');
    await page.getByRole('link', { name: 'SES: 40 accepted' }).waitFor();
    await step('Publish one', 'Open dead letters');

    await page.getByRole('heading', { name: /1 address-refused/ }).waitFor();
    await page.getByRole('list', { name: 'The newest of them' }).getByRole('button').click();
    const payload = page.getByRole('textbox', { name: 'What was published' });
    await page.getByRole('button', { name: 'Redrive as it is…' }).waitFor();
    await payload.fill((await payload.inputValue()).replace('ada@example.com', 'grace@example.com'));
    await page.getByRole('button', { name: 'See the difference' }).click();
    await page.getByRole('region', { name: 'Difference' }).getByText('grace@example.com').waitFor();
    await page.getByRole('button', { name: 'Redrive as edited…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Redrive dead letters' });
    await dialog.getByRole('region', { name: 'Plan' }).waitFor();
    await dialog.getByRole('button', { name: 'Redrive', exact: true }).click();
    await page.getByRole('article', { name: 'Redrive, finished' }).waitFor();
    await page.getByText('Nothing was given up.').waitFor();
    await page.getByRole('table').getByRole('cell', { name: 'redrive', exact: true }).waitFor();

    await tab.goTo('Inbox');
    await page.getByRole('combobox', { name: 'Recipient' }).selectOption('grace@example.com');
    await page.getByRole('button', { name: /Your order is on its way/ }).click();
    const email = page.getByRole('article', { name: 'Email' });
    await email.getByRole('tabpanel').getByText('It arrives tomorrow.').waitFor();
    expect(tab.addresses.join()).not.toMatch(/@|%40/);
    expect(tab.faults).toEqual([]);
  });

  it('publishes by the form, field by field, sends one id once, and tells what happened to it', async () => {
    const { page } = tab;
    await tab.goTo('Publish');
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('ada@');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page
      .getByText(/expected an email address/)
      .first()
      .waitFor();
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('ada@example.com');
    await page.getByRole('textbox', { name: 'HTML optional' }).fill(HTML);
    await page.getByText('More fields').click();
    await page.getByRole('textbox', { name: 'Attachments optional' }).fill(JSON.stringify([LOGO]));
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText(/^Published\./).waitFor();
    await page.getByRole('button', { name: 'Again with the same id' }).click();
    await page.getByText(/^Published once more; it is sent once\./).waitFor();
    await page.getByRole('link', { name: /^Watch/ }).click();

    const article = page.getByRole('article', { name: 'Notification' });
    const happened = article.getByRole('list', { name: 'What happened' });
    await happened
      .getByText(/accepted/i)
      .first()
      .waitFor();
    await happened
      .getByText(/came again, and was not sent again/)
      .first()
      .waitFor();
    await article.getByRole('tab', { name: 'HTML' }).click();
    const frame = article.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Welcome' }).waitFor();
    const widthOf = (name: string) =>
      frame.getByRole('img', { name }).evaluate((image: { naturalWidth: number }) => image.naturalWidth);
    await eventually(
      () => widthOf('Logo'),
      (width) => width === 1,
    );
    expect(await widthOf('Counter')).toBe(0);
    expect(tab.askedElsewhere).toEqual([]);

    await page.route('https://example.com/**', (route) =>
      route.fulfill({ contentType: LOGO.contentType, body: Buffer.from(LOGO.content, 'base64') }),
    );
    await article.getByRole('checkbox', { name: 'Load images of the web' }).check();
    await eventually(
      () => widthOf('Counter'),
      (width) => width === 1,
    );
    expect(await widthOf('Logo')).toBe(1);
    await tab.goTo('Inbox');
    expect(await page.getByRole('list', { name: 'Emails, newest first' }).getByRole('listitem').count()).toBe(
      1,
    );
    // The browser tells of what was refused, and of the image that it was kept from.
    expect(tab.faults.filter((fault) => !/422|Content Security Policy/.test(fault))).toEqual([]);
  });
});
