import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';

/** What the page itself asks for. */
const ITS_OWN = /^\/(?:$|_mailroom\/inbox\/)|^\/clear-store$/;

/** Has the page log each fault that it shows, however briefly. */
const TELL_FAULTS = `new MutationObserver(() => {
  const fault = document.getElementById('fault');
  if (fault && !fault.hidden) console.error('Shown: ' + fault.textContent);
}).observe(document, { subtree: true, childList: true, attributeFilter: ['hidden'] });`;

/** The inbox in a tab, and all that went wrong there. */
export class InboxPage {
  /** Errors of the page and of the console, and faults that it showed, in their order. */
  readonly faults: string[] = [];
  /** Addresses, other than those of the page, from which an answer came. */
  readonly answeredElsewhere: string[] = [];
  readonly #context: BrowserContext;
  readonly #page: Page;

  static async open(browser: Browser, url: string): Promise<InboxPage> {
    const context = await browser.newContext();
    const inbox = new InboxPage(context, await context.newPage(), url);
    await inbox.#page.addInitScript({ content: TELL_FAULTS });
    await inbox.#page.goto(url);
    return inbox;
  }

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.#context = context;
    this.#page = page;
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.faults.push(message.text());
    });
    page.on('dialog', (dialog) => {
      this.faults.push(dialog.message());
      return dialog.dismiss();
    });
    context.on('response', (response) => {
      const { origin, pathname } = new URL(response.url());
      const isInline = /^(?:data|blob):/.test(response.url());
      if (isInline || (origin === new URL(url).origin && ITS_OWN.test(pathname))) return;
      this.answeredElsewhere.push(response.url());
    });
  }

  get fault(): Locator {
    return this.#page.locator('#fault');
  }

  get article(): Locator {
    return this.#page.getByRole('article');
  }

  /** How many tabs are open. */
  get pages(): number {
    return this.#context.pages().length;
  }

  title(): Promise<string> {
    return this.#page.title();
  }

  /** Resolves with the subjects in the list once these are in it, newest first, and no others. */
  async shows(subjects: readonly string[], { inOrder = true } = {}): Promise<readonly string[]> {
    const arranged = (list: readonly string[]) => JSON.stringify(inOrder ? list : list.toSorted());
    return eventually(
      () => this.#page.locator('#emails strong').allTextContents(),
      (shown) => arranged(shown) === arranged(subjects),
    );
  }

  async openEmail(subject: string): Promise<void> {
    await this.#page.locator('#emails button', { hasText: subject }).click();
    await this.article.getByRole('heading', { name: subject }).waitFor();
  }

  /** Looks at the open email in another way. */
  async view(name: string | RegExp): Promise<void> {
    await this.article.getByRole('button', { name, exact: true }).click();
  }

  /** Downloads something of the open email, and gives the file's path. */
  async download(name: RegExp): Promise<string> {
    const downloaded = this.#page.waitForEvent('download');
    await this.article.getByRole('navigation', { name: 'Downloads' }).getByText(name).click();
    return (await downloaded).path();
  }

  async clear(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Clear' }).click();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
