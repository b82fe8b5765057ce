/**
 * Makes the pictures that the documents show, of the console and of a terminal, of a local stack at work. Usage, after a build and
 * with Debian's chromium or the one that CHROMIUM names: `npm run screenshots`.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Typed, terminalPage } from './terminal-picture.ts';

const FOLDER = 'docs/images';

const COMMAND = 'dist/cli/mailroom.js';

/** What an operator types whom an alarm has called. */
const TYPED = ['status', 'dlq list', 'dlq redrive --reason recipient-not-verified --dry-run'];

const run = promisify(execFile);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  await onAStack(({ consoleUrl }) => theConsole(browser, consoleUrl));
  // The tour skips hours, and the clock of a command does not.
  await onAStack(({ inboxUrl }) => theTerminal(browser, inboxUrl));
} finally {
  await browser.close();
}

interface StackAddresses {
  readonly consoleUrl: string;
  readonly inboxUrl: string;
}

async function onAStack(act: (addresses: StackAddresses) => Promise<void>): Promise<void> {
  const stack = spawn(process.execPath, [COMMAND, 'local', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(stack, 'close');
  try {
    await ready(stack.stdout);
    await act(JSON.parse(readFileSync('.local/stack.json', 'utf8')));
  } finally {
    stack.kill('SIGINT');
    await ended;
  }
}

async function theConsole(browser: Browser, consoleUrl: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  await page.goto(consoleUrl);
  await page.locator('.connection', { hasText: 'Live' }).waitFor();
  await toTheLastStep(page);
  await picture(page, 'console-overview');
  await page
    .getByRole('complementary', { name: 'Tour' })
    .getByRole('button', { name: 'Open dead letters' })
    .click();
  await page.getByRole('list', { name: 'The newest of them' }).getByRole('button').first().click();
  await page.getByRole('textbox', { name: 'What was published' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'console-dead-letters');
  await page.close();
}

/** Walks the tour until there is something of everything. */
async function toTheLastStep(page: Page): Promise<void> {
  const tour = page.getByRole('complementary', { name: 'Tour' });
  await page.getByRole('button', { name: 'Take the tour' }).click();
  for (const action of ['Publish 20', 'Break SES, and publish', 'Repair SES']) {
    await tour.getByRole('button', { name: action }).click();
    await tour.locator('button:enabled', { hasText: 'Next step' }).click();
  }
  await tour.getByRole('button', { name: 'Publish one' }).click();
  await tour.locator('button:enabled', { hasText: 'Open dead letters' }).waitFor();
}

async function picture(page: Page, name: string): Promise<void> {
  // What moves has come to its place.
  await sleep(1500);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}

/** Leaves dead letters of SES's sandbox behind, and notifications that a pause of the account holds. */
async function breakSes(inboxUrl: string): Promise<void> {
  await settings(inboxUrl, { verified: ['sender@example.com', 'example.com'] });
  for (const order of ['order-1039', 'order-1040', 'order-1041']) await send('ada@example.com', order);
  for (const order of ['order-1042', 'order-1043', 'order-1044']) await send('kim@example.net', order);
  await sleep(8000);
  await settings(inboxUrl, { verified: null, paused: true });
  for (const order of ['order-1051', 'order-1052']) await send('ada@example.com', order);
  await sleep(8000);
}

async function settings(inboxUrl: string, change: object): Promise<void> {
  const answer = await fetch(`${inboxUrl}/_mailroom/ses`, { method: 'PUT', body: JSON.stringify(change) });
  if (!answer.ok) throw new Error(await answer.text());
}

async function send(recipient: string, id: string): Promise<void> {
  const email = ['--to', recipient, '--subject', 'Shipped', '--body', 'Your order is on its way.'];
  await run(process.execPath, [COMMAND, 'send', '--local', '--id', id, ...email]);
}

/** What the commands print to a terminal with colours, on a pipeline in which something is wrong. */
async function theTerminal(browser: Browser, inboxUrl: string): Promise<void> {
  await breakSes(inboxUrl);
  const session: Typed[] = [];
  for (const words of TYPED) {
    const { stdout } = await run(process.execPath, [COMMAND, ...words.split(' ')], {
      env: { ...process.env, FORCE_COLOR: '1' },
    });
    session.push({ command: `npx amplify-mailroom ${words}`, output: stdout });
  }
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  await page.setContent(terminalPage(session));
  await page.locator('pre').screenshot({ path: `${FOLDER}/terminal.png` });
}

/** What the stack prints afterwards is read on, since a full pipe would stop it. */
async function ready(stdout: Readable): Promise<void> {
  for await (const text of stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    if (!String(text).includes('Ctrl-C stops it')) continue;
    stdout.resume();
    return;
  }
  throw new Error('The local stack did not start, see above.');
}
