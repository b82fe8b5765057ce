/**
 * Makes the pictures of the console that the documents show, of a local stack at work. Usage, after a build and with Debian's
 * chromium or the one that CHROMIUM names: `npm run screenshots`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';

const FOLDER = 'docs/images';

const stack = spawn(process.execPath, ['dist/cli/mailroom.js', 'local', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  await ready();
  mkdirSync(FOLDER, { recursive: true });
  const { consoleUrl } = JSON.parse(readFileSync('.local/stack.json', 'utf8'));
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
} finally {
  await browser.close();
  stack.kill('SIGINT');
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

async function ready(): Promise<void> {
  for await (const text of stack.stdout.setEncoding('utf8')) {
    if (String(text).includes('Ctrl-C stops it')) return;
  }
  throw new Error('The local stack did not start, see above.');
}
