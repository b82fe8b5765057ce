import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

interface TabOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

/** The console's page in a tab, and all that went wrong there. */
export class ConsoleTab {
  /** Errors and warnings of the page, and dialogs that it opened. */
  readonly faults: string[] = [];
  /** Addresses of other origins that were asked; what a policy kept the browser from was not. */
  askedElsewhere: string[] = [];
  /** Everywhere that the browser's address has been. */
  readonly addresses: string[] = [];
  readonly page: Page;
  readonly #context: BrowserContext;

  static async open(
    browser: Browser,
    url: string,
    { width = 1280, height = 900, scheme = 'light' }: TabOptions = {},
  ): Promise<ConsoleTab> {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
    const tab = new ConsoleTab(context, await context.newPage(), new URL(url).origin);
    await tab.page.goto(url);
    return tab;
  }

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.faults.push(message.text());
    });
    page.on('dialog', (dialog) => {
      this.faults.push(dialog.message());
      return dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin)
        this.askedElsewhere.push(request.url());
    });
    page.on('requestfailed', (request) => {
      if (request.failure()?.errorText === 'csp')
        this.askedElsewhere = this.askedElsewhere.filter((url) => url !== request.url());
    });
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.addresses.push(frame.url());
    });
  }

  async goTo(view: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
    await this.page.getByRole('region', { name: view }).waitFor();
  }

  get list(): Locator {
    return this.page.getByRole('listbox', { name: /^Notifications/ });
  }

  get connection(): Locator {
    return this.page.locator('.connection');
  }

  /** By how many pixels the page is wider than the screen. */
  overflow(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
