import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';

/** Where the page is built to, also where this is run from its source. */
const BUILT = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/console/page/' : '../page/',
  import.meta.url,
);

const TOKEN_PLACE = '<meta name="mailroom-token" content="">';

/** What is beside the page's HTML, with its type. */
const FILES = {
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
} as const;

/** The path at which a link of any page may open it in a tab. */
export const PAGE_PATH = '/';

/** The page's files, with the token in its HTML. */
export function pageRoutes(token: string): Hono {
  const routes = new Hono();
  routes.get(PAGE_PATH, async (context) => {
    const html = await readFile(new URL('index.html', BUILT), 'utf8');
    return context.html(html.replace(TOKEN_PLACE, TOKEN_PLACE.replace('""', JSON.stringify(token))));
  });
  for (const [name, type] of Object.entries(FILES)) {
    routes.get(`/${name}`, async (context) =>
      context.body(await readFile(new URL(name, BUILT)), 200, { 'content-type': type }),
    );
  }
  return routes;
}
