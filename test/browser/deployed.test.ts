import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { LOCAL_CREDENTIALS, type LocalStackFile } from '../../contract/local-stack-file.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { mailroom, type RunningCommand } from '../support/command/a-command.ts';
import { outputsWith, Projects } from '../support/command/a-project.ts';
import { eventually } from '../support/eventually.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { aPipelineApp } from '../support/stack/a-pipeline-app.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';
import { accessibilityFaults } from './accessibility-faults.ts';
import { ConsoleTab } from './console-tab.ts';
import { launchBrowser } from './launch.ts';

describe('the console of a deployed backend, in a browser', () => {
  const app = aPipelineApp({ Notifications: { sourceAddress: 'sender@example.com' } });
  const projects = new Projects();
  const directory = mkdtempSync(join(tmpdir(), 'mailroom-deployed-'));
  let stack: RunningCommand;
  let file: LocalStackFile;
  let browser: Browser;
  let tab: ConsoleTab | undefined;
  let running: RunningCommand | undefined;

  /** A console that knows of the backend what an outputs file says, and reaches it as AWS tools are told to. */
  const open = async (options: readonly string[], width?: number) => {
    const project = projects.create({ outputs: outputsWith(file.pipelines) });
    const endpoints = Object.entries(file.endpoints).map(
      ([service, url]) => [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, url] as const,
    );
    running = mailroom(project, ['console', '--outputs', '--port', '0', ...options], [], {
      ...Object.fromEntries(endpoints),
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    });
    await running.printed('The console is at ');
    const [url = ''] = /http:\S+/.exec(running.output.stdout) ?? [];
    tab = await ConsoleTab.open(browser, url, { ...(width !== undefined && { width }) });
    await tab.connection.filter({ hasText: 'Live' }).waitFor();
    return tab;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    stack = mailroom(directory, ['local', '--app', app, '--port', '0']);
    await stack.printed('Ctrl-C stops it');
    file = JSON.parse(readFileSync(join(directory, '.local/stack.json'), 'utf8'));
    const [{ topicArn } = { topicArn: '' }] = Object.values(file.pipelines);
    const { region, endpoints } = file;
    const sns = new SNSClient({ region, endpoint: endpoints.sns, credentials: LOCAL_CREDENTIALS });
    await new NotificationPublisher({ topicArn, client: sns }).publish(aNotification({ id: 'welcome' }));
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'no notification' }));
    sns.destroy();
    await eventually(
      () => stack.output.stderr,
      (text) => /Notification rejected/.test(text) && /Email sent/.test(text),
    );
  });

  afterEach(async () => {
    await tab?.close();
    running?.process.kill('SIGINT');
    await running?.exitCode;
    projects.remove();
  });

  afterAll(async () => {
    await browser.close();
    stack.process.kill('SIGINT');
    await stack.exitCode;
    rmSync(directory, { recursive: true });
    removeDirectory(app);
  });

  it('says what looking costs, and lets nothing be changed', async () => {
    const { page, faults } = await open([]);
    const views = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
    expect(await views.allTextContents()).toEqual([
      'Overview',
      'Notifications',
      expect.stringMatching(/^Dead letters1/),
      expect.stringMatching(/^Over time/),
    ]);
    await page.getByText(/^deployed backend, 000000000000, us-east-1 · read only$/).waitFor();
    await page.getByText(/costs up to 0\.\d+ US\$ an hour/).waitFor();
    expect(await page.getByRole('button', { name: /tour/i }).count()).toBe(0);

    await page.getByRole('link', { name: /^Dead letters: 1/ }).click();
    const group = page.getByRole('article', { name: /^invalid/ });
    await group.waitFor();
    await page.getByText('This console is read only').waitFor();
    expect(await group.getByRole('button').allTextContents()).toEqual([expect.any(String), 'Export']);
    await group.getByRole('list', { name: 'The newest of them' }).getByRole('button').click();
    const payload = page.getByRole('textbox', { name: 'What was published' });
    expect(await payload.inputValue()).toBe('no notification');
    expect(await payload.isEditable()).toBe(false);
    expect(await page.getByRole('button', { name: /Redrive|Purge/ }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('tells of one notification by its id, at the width of a telephone too', async () => {
    const { page, faults } = await open([], 360);
    await page.getByRole('link', { name: 'Notifications', exact: true }).click();
    await page.getByText(/tells of one notification at a time/).waitFor();
    await page.getByRole('searchbox').fill('welcome');
    await page.keyboard.press('Enter');
    const article = page.getByRole('article', { name: 'Notification' });
    const happened = article.getByRole('list', { name: 'What happened' });
    await happened.getByText("A recipient's mail server took it.").waitFor();

    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await tab?.overflow()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('publishes and redrives where it was started with --write', async () => {
    const { page, faults } = await open(['--write']);
    await tab?.goTo('Publish');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText(/^Published\./).waitFor();
    await tab?.goTo('Dead letters');
    await page.getByRole('button', { name: 'Redrive it…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Redrive dead letters' });
    await dialog.getByText('Redrive 1 dead letter?').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByText('read only').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
