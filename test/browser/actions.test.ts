import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Plan } from '../../console/api.ts';
import { aFullScript, aFullSnapshot } from '../support/console/a-full-script.ts';
import { ScriptedConsole } from '../support/console/a-scripted-console.ts';
import { ConsoleTab } from './console-tab.ts';
import { launchBrowser } from './launch.ts';

const PIPELINE = '/api/pipelines/Notifications';

const PURGE: Plan = {
  planId: 'plan-2',
  action: 'purge',
  count: 2,
  words: 'Delete 2 dead letters',
  question: 'Type the name of the queue, dead-mail, to delete them:',
  confirm: 'dead-mail',
  seconds: null,
  difference: null,
};

const LINES = '{"id":"order-1"}\n{"id":"order-2"}\n';

describe('what may be done in the console, in a browser', () => {
  let browser: Browser;
  let console: ScriptedConsole;
  let tab: ConsoleTab;

  const open = async (hash: string, options?: Parameters<typeof ConsoleTab.open>[2]) => {
    const script = {
      ...aFullScript(),
      [`POST ${PIPELINE}/dead-letters/export`]: LINES,
      [`POST ${PIPELINE}/dead-letters/plan`]: PURGE,
    };
    console = await new ScriptedConsole({ snapshot: aFullSnapshot(), script }).start();
    tab = await ConsoleTab.open(browser, `${console.url}/#/${hash}`, options);
    await tab.connection.filter({ hasText: 'Live' }).waitFor();
    return tab.page;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterEach(async () => {
    await tab.close();
    await console.stop();
  });

  afterAll(() => browser.close());

  it('exports dead letters into a file, and says so', async () => {
    const page = await open('dead-letters');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();

    const file = await download;
    expect(file.suggestedFilename()).toBe('Notifications-dead-letters.jsonl');
    expect(readFileSync(await file.path(), 'utf8')).toBe(LINES);
    await page.getByText(/^Exported 2 dead letters into .*They are still in the queue\.$/).waitFor();
    expect(console.asked.map(({ path }) => path)).toEqual([`${PIPELINE}/dead-letters/export`]);
    expect(tab.faults).toEqual([]);
  });

  it('purges only once the name of the queue was typed', async () => {
    const page = await open('dead-letters');
    await page.getByRole('button', { name: 'Purge…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Purge dead letters' });
    await dialog.getByText('Delete 2 dead letters').waitFor();
    const confirm = dialog.getByRole('button', { name: 'Delete for good' });
    const name = dialog.getByRole('textbox', { name: /to agree/ });
    expect(await confirm.isDisabled()).toBe(true);
    await name.fill('dead-mai');
    expect(await confirm.isDisabled()).toBe(true);
    await name.press('Enter');
    expect(console.asked.filter(({ path }) => path.endsWith('apply'))).toEqual([]);
    await name.fill('dead-mail');
    await confirm.click();

    await dialog.waitFor({ state: 'detached' });
    expect(console.asked.at(-1)).toMatchObject({
      path: `${PIPELINE}/dead-letters/apply`,
      body: { planId: 'plan-2', confirm: 'dead-mail' },
    });
    expect(tab.faults).toEqual([]);
  });

  it('copies the call that does in a test what a lever does', async () => {
    const page = await open('faults');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).first().click();

    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('message-rejected');
    expect(tab.faults).toEqual([]);
  });

  it('reaches every view at the width of a telephone, and the palette by its button', async () => {
    const page = await open('overview', { width: 360, height: 740 });
    const views = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
    for (const view of await views.all()) {
      const { x = -1, width = 0 } = (await view.boundingBox()) ?? {};
      expect([await view.textContent(), x >= 0 && x + width <= 360]).toEqual([expect.any(String), true]);
    }
    await page.getByRole('button', { name: 'Go to…' }).click();
    await page.getByRole('combobox').fill('message-rej');
    await page.getByRole('option', { name: /^3 message-rejected/ }).click();

    await page.getByRole('article', { name: 'Notification' }).waitFor();
    await page.getByRole('button', { name: 'Go to…' }).click();
    await page.keyboard.type('inbox');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Inbox' }).waitFor();
    expect(await tab.overflow()).toBe(0);
  });

  it('selects dead letters and plans their redrive by the keyboard alone', async () => {
    const page = await open('dead-letters');
    await page.getByRole('list', { name: 'The newest of them' }).waitFor();
    await tabTo(page, page.getByRole('checkbox', { name: 'Select message-rejected' }));
    await page.keyboard.press('Space');
    const selected = page.getByRole('region', { name: 'Selected' });
    await tabTo(page, selected.getByRole('button', { name: 'Purge…' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Purge dead letters' });
    await dialog.getByText('Delete 2 dead letters').waitFor();
    await tabTo(page, dialog.getByRole('textbox', { name: /to agree/ }));
    await page.keyboard.type('dead-mail');
    await page.keyboard.press('Enter');

    await dialog.waitFor({ state: 'detached' });
    expect(console.asked.map(({ path }) => path.split('/').at(-1))).toEqual(['plan', 'apply']);
    expect(tab.faults).toEqual([]);
  });
});

/** Goes from one control to the next, as far as it takes. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element: { matches(selector: string): boolean }) => element.matches(':focus')))
      return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} is out of reach of ${key}.`);
}
