import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { aConsoleNotification } from '../support/console/a-console-notification.ts';
import { aFullScript, aFullSnapshot } from '../support/console/a-full-script.ts';
import { aPicture } from '../support/console/a-picture.ts';
import { aSnapshot, ScriptedConsole } from '../support/console/a-scripted-console.ts';
import { eventually } from '../support/eventually.ts';
import { accessibilityFaults } from './accessibility-faults.ts';
import { ConsoleTab } from './console-tab.ts';
import { launchBrowser } from './launch.ts';

const VIEWS = ['Overview', 'Notifications', 'Dead letters', 'Over time', 'Publish', 'Faults', 'Inbox'];

const MARKUP = `"><img src=x onerror="document.title='x'"><script>document.title='y'</script>`;
const BACKWARDS = '\u202Eevil\u202C \u2067name\u2069';

describe('the console in a browser', () => {
  let browser: Browser;
  const consoles: ScriptedConsole[] = [];
  const tabs: ConsoleTab[] = [];

  const serve = async (console: ScriptedConsole, port?: number) => {
    consoles.push(await console.start(port));
    return console;
  };
  const open = async (url: string, options?: Parameters<typeof ConsoleTab.open>[2]) => {
    const tab = await ConsoleTab.open(browser, url, options);
    tabs.push(tab);
    return tab;
  };

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterEach(async () => {
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
    await Promise.all(consoles.splice(0).map((console) => console.stop()));
  });

  afterAll(() => browser.close());

  it.each([
    ['markup', MARKUP],
    ['text from right to left', BACKWARDS],
    ['ten kilobytes in one word', 'x'.repeat(10_000)],
  ])('shows %s as text, wherever it comes from', async (_, text) => {
    const console = await serve(
      new ScriptedConsole({ snapshot: aFullSnapshot(text), script: aFullScript(text) }),
    );
    const tab = await open(console.url);
    for (const view of VIEWS) {
      await tab.goTo(view);
      await tab.page.waitForTimeout(100);
      expect([view, await tab.overflow()]).toEqual([view, 0]);
    }
    await tab.page
      .getByRole('button', { name: text.slice(0, 20) })
      .first()
      .click();
    await tab.page.getByRole('article', { name: 'Email' }).getByRole('tab', { name: 'Headers' }).click();
    await tab.goTo('Notifications');
    await tab.list.getByRole('option').first().click();
    await tab.page
      .getByRole('article', { name: 'Notification' })
      .getByRole('list', { name: 'What happened' })
      .waitFor();
    await tab.goTo('Dead letters');
    await tab.page.getByRole('list', { name: 'The newest of them' }).getByRole('button').first().click();
    await tab.page.getByRole('textbox', { name: 'What was published' }).waitFor();

    expect(await tab.overflow()).toBe(0);
    expect(await tab.page.title()).toMatch(/^\(1\) Mailroom console$/);
    expect(await tab.page.locator('main script, main img').count()).toBe(0);
    expect(tab.askedElsewhere).toEqual([]);
    // The browser tells what it has kept an email from; nothing else went wrong.
    expect(tab.faults.filter((fault) => !/Content Security Policy|sandboxed/.test(fault))).toEqual([]);
  });

  it('has ten thousand notifications in the list, and draws those in sight alone', async () => {
    const notifications = Array.from({ length: 10_000 }, (_, place) =>
      aConsoleNotification({
        id: `order-${place}`,
        state: place % 100 === 0 ? 'dead' : 'sent',
        publishedAt: new Date(Date.UTC(2026, 10, 28) + place * 1000).toISOString(),
      }),
    );
    const console = await serve(
      new ScriptedConsole({
        snapshot: aSnapshot({ notifications: notifications.slice(-1000) }),
        script: {
          'GET /api/pipelines/Notifications/notifications': {
            notifications: notifications.toReversed(),
            total: 10_000,
          },
        },
      }),
    );
    const tab = await open(`${console.url}/#/notifications`);
    await tab.page.getByRole('button', { name: 'All 10,000' }).waitFor();
    await tab.list.focus();

    expect(await tab.list.getByRole('option').first().textContent()).toContain('order-9999');
    await tab.page.keyboard.press('End');
    await tab.list.getByRole('option', { name: 'order-0' }).waitFor();
    expect(await tab.list.getByRole('option').count()).toBeLessThan(80);

    await tab.page.getByRole('button', { name: 'Dead 100' }).click();
    await tab.page.keyboard.press('/');
    await tab.page.keyboard.type('order-99');
    await tab.list.getByRole('option', { name: 'order-9900' }).waitFor();
    expect(await tab.list.getByRole('option').count()).toBe(1);
    expect(new URL(tab.page.url()).hash).toBe('#/notifications?state=dead&q=order-99');
    expect(tab.faults).toEqual([]);
  });

  it('keeps what is read in its place as others come, and holds them back while it is paused', async () => {
    const many = Array.from({ length: 200 }, (_, place) =>
      aConsoleNotification({ id: `old-${place}`, publishedAt: '2026-11-28T09:00:00.000Z' }),
    );
    const console = await serve(new ScriptedConsole({ snapshot: aSnapshot({ notifications: many }) }));
    const tab = await open(`${console.url}/#/notifications`);
    const read = tab.list.getByRole('option', { name: 'old-100' });
    await tab.list.evaluate((list) => {
      list.scrollTop = 4000;
    });
    await read.waitFor();
    const before = await read.boundingBox();

    await console.tell('notifications', [aConsoleNotification({ id: 'new-1' })]);
    await tab.page.getByRole('button', { name: 'All 201' }).waitFor();
    expect(await read.boundingBox()).toEqual(before);

    await tab.page.getByRole('button', { name: 'Pause' }).click();
    await console.tell('notifications', [aConsoleNotification({ id: 'new-2' })]);
    await tab.page.getByRole('button', { name: 'Go on (1 new one)' }).click();
    await tab.list.focus();
    await tab.page.keyboard.press('Home');
    await tab.list.getByRole('option', { name: 'new-2' }).waitFor();
  });

  it('moves nothing but messages while numbers change', async () => {
    const console = await serve(new ScriptedConsole({ snapshot: aSnapshot({ picture: aPicture() }) }));
    const tab = await open(console.url);
    const places = () =>
      tab.page.locator('main, .picture, .box, .card, nav a').evaluateAll((elements) =>
        elements.map((each) => {
          const { x, y, width, height } = each.getBoundingClientRect();
          return [x, y, width, height].map(Math.round);
        }),
      );
    await tab.page.getByRole('link', { name: 'Topic: 0 published' }).waitFor();
    const before = await places();
    expect(before.length).toBeGreaterThan(15);

    await console.tell('picture', { ...aFullSnapshot().picture, feedback: null, subscribers: [] });
    await tab.page.getByRole('link', { name: 'Topic: 4,012 published' }).waitFor();
    expect(await places()).toEqual(before);
    expect(await tab.page.locator('.dot').count()).toBeGreaterThan(0);
  });

  it('leads from a box of the picture to what is in it', async () => {
    const console = await serve(new ScriptedConsole({ snapshot: aFullSnapshot(), script: aFullScript() }));
    const tab = await open(console.url);
    await tab.page.getByRole('link', { name: /^Waiting for a next attempt: 3/ }).click();
    await tab.page.getByRole('button', { name: 'Held 1', pressed: true }).waitFor();
    expect(await tab.list.getByRole('option').count()).toBe(1);
    await tab.page.goBack();
    await tab.page
      .getByRole('link', { name: /^Dead letters: 2/ })
      .first()
      .click();
    await tab.page.getByRole('heading', { name: 'Dead letters', level: 1 }).waitFor();
  });

  it('says that the connection is lost, and goes on with another server by itself', async () => {
    const first = await serve(
      new ScriptedConsole({
        snapshot: aSnapshot({ notifications: [aConsoleNotification({ id: 'before' })] }),
      }),
    );
    const tab = await open(`${first.url}/#/notifications`);
    await tab.list.getByRole('option', { name: 'before' }).waitFor();
    const port = Number(new URL(first.url).port);
    await first.stop();
    consoles.length = 0;
    await tab.page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
    expect(await tab.list.getByRole('option', { name: 'before' }).count()).toBe(1);

    const second = await serve(
      new ScriptedConsole({ snapshot: aFullSnapshot(), script: aFullScript(), token: 'another-token' }),
      port,
    );
    await tab.connection.filter({ hasText: 'Connected again' }).waitFor();
    await tab.list.getByRole('option', { name: '0 message-rejected' }).waitFor();
    expect(await tab.list.getByRole('option', { name: 'before' }).count()).toBe(0);
    await tab.connection.filter({ hasText: 'Live' }).waitFor();
    await tab.goTo('Dead letters');
    await tab.page.getByRole('button', { name: 'Redrive all 2…' }).click();
    await tab.page.getByText('Redrive 2 dead letters?').waitFor();
    expect(second.asked.map(({ token }) => token)).toEqual(['another-token']);
    expect(tab.faults.filter((fault) => !fault.includes('net::ERR_'))).toEqual([]);
  });

  it('redrives what was selected after a plan and a yes, tells how far it is, and can be ended', async () => {
    const console = await serve(new ScriptedConsole({ snapshot: aFullSnapshot(), script: aFullScript() }));
    const tab = await open(`${console.url}/#/dead-letters`);
    await tab.page.getByRole('checkbox', { name: 'Select message-rejected' }).check();
    await tab.page
      .getByRole('region', { name: 'Selected' })
      .getByRole('button', { name: 'Redrive…', exact: true })
      .click();
    const dialog = tab.page.getByRole('dialog', { name: 'Redrive dead letters' });
    await dialog.getByText('Redrive 2 dead letters?').waitFor();
    await dialog.getByRole('button', { name: 'Redrive', exact: true }).click();
    const running = tab.page.getByRole('article', { name: 'Redrive, running' });
    await running.getByText('running, 0 of 2').waitFor();
    await console.tell('operation', {
      id: 'operation-1',
      action: 'redrive',
      state: 'running',
      done: 1,
      total: 2,
      startedAt: '2026-11-28T10:00:00.000Z',
      words: null,
    });
    await running.getByText('running, 1 of 2').waitFor();
    await running.getByRole('button', { name: 'Cancel' }).click();

    await eventually(
      () => console.asked.map(({ method, path }) => `${method} ${path.replace(/.*Notifications/, '')}`),
      (asked) => asked.includes('DELETE /operations/operation-1'),
    );
    expect(console.asked).toMatchObject([
      { path: expect.stringMatching(/plan$/), body: { action: 'redrive', filter: { ids: ['message-1'] } } },
      { path: expect.stringMatching(/apply$/), body: { planId: 'plan-1' }, token: 'a-token' },
      { method: 'DELETE', token: 'a-token' },
    ]);
    expect(tab.faults).toEqual([]);
  });

  it('sends an edited dead letter only once its difference was seen', async () => {
    const console = await serve(new ScriptedConsole({ snapshot: aFullSnapshot(), script: aFullScript() }));
    const tab = await open(`${console.url}/#/dead-letters?id=message-1`);
    const payload = tab.page.getByRole('textbox', { name: 'What was published' });
    await tab.page.getByRole('button', { name: 'Redrive as it is…' }).waitFor();
    await payload.fill((await payload.inputValue()).replace('ada@example.com', 'ada.l@example.com'));
    const redrive = tab.page.getByRole('button', { name: 'Redrive as edited…' });
    expect(await redrive.isDisabled()).toBe(true);
    await tab.page.getByRole('button', { name: 'See the difference' }).click();
    await tab.page.getByRole('region', { name: 'Difference' }).getByText('+new').waitFor();
    await redrive.click();
    await tab.page.getByText('Redrive 2 dead letters?').waitFor();

    const patch = { recipient: 'ada.l@example.com' };
    expect(console.asked.map(({ body }) => body)).toMatchObject([
      { messageId: 'message-1', patch },
      { action: 'redrive', filter: { ids: ['message-1'] }, patch },
    ]);
    expect(tab.addresses.join()).not.toMatch(/@|%40/);
  });

  it('is used by the keyboard alone', async () => {
    const console = await serve(new ScriptedConsole({ snapshot: aFullSnapshot(), script: aFullScript() }));
    const tab = await open(console.url);
    const { keyboard } = tab.page;
    await tab.connection.filter({ hasText: 'Live' }).waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    expect(await tab.page.evaluate('document.activeElement.id')).toBe('main');
    await keyboard.press('Control+k');
    await keyboard.type('notifi');
    await keyboard.press('Enter');
    await tab.page.getByRole('region', { name: 'Notifications' }).waitFor();
    for (let tries = 0; tries < 40; tries += 1) {
      if (await tab.list.evaluate((list) => list.matches(':focus'))) break;
      await keyboard.press('Tab');
    }
    await keyboard.press('End');
    await keyboard.press('k');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    const article = tab.page.getByRole('article', { name: 'Notification' });
    await article.getByRole('heading', { name: '0 message-rejected' }).waitFor();
    const tablist = article.getByRole('tablist');
    await tablist.getByRole('tab', { name: 'HTML' }).focus();
    await keyboard.press('ArrowRight');
    await tablist.getByRole('tab', { name: 'Text', selected: true }).waitFor();
    await keyboard.press('Escape');
    await article.waitFor({ state: 'detached' });
    expect(tab.faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('is legible and named in %s, at any width', async (scheme) => {
    const console = await serve(new ScriptedConsole({ snapshot: aFullSnapshot(), script: aFullScript() }));
    for (const width of [360, 1280, 2560]) {
      const tab = await open(console.url, { width, scheme });
      await tab.connection.filter({ hasText: 'Live' }).waitFor();
      for (const view of VIEWS) {
        await tab.goTo(view);
        await tab.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
        expect([width, view, await accessibilityFaults(tab.page)]).toEqual([width, view, []]);
        expect([width, view, await tab.overflow()]).toEqual([width, view, 0]);
      }
      expect(tab.faults).toEqual([]);
    }
  });
});
