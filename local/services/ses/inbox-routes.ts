import { type Answer, jsonAnswer } from './answer.ts';
import type { InboxEmail } from './email.ts';
import type { Emulator } from './emulator.ts';
import type { Inbox } from './inbox.ts';
import type { Page } from './page.ts';

/** What the inbox is shown from. */
export interface InboxBackend {
  readonly inbox: Inbox;
  readonly emulator: Pick<Emulator, 'compose'>;
  readonly page: Page;
}

type AnyAnswer = Answer<string | Buffer>;

type Route = (backend: InboxBackend, query: URLSearchParams) => AnyAnswer | Promise<AnyAnswer>;

/** By method and path. */
const ROUTES: Readonly<Record<string, Route>> = {
  'GET /store': ({ inbox }, query) => answerStore(inbox, query),
  'POST /clear-store': ({ inbox }) => {
    inbox.clear();
    return jsonAnswer(200, { message: 'Store cleared' });
  },
  'GET /health-check': () => jsonAnswer(200, {}),
  'GET /_mailroom/inbox/news': ({ inbox }, query) => {
    const { emails, ...news } = inbox.newsAfter(query.get('after') ?? '');
    return jsonAnswer(200, { ...news, emails: emails.map(summaryOf) });
  },
  'GET /_mailroom/inbox/email': ({ inbox }, query) =>
    withEmail(inbox, query, (email) => jsonAnswer(200, email)),
  'DELETE /_mailroom/inbox/email': ({ inbox }, query) =>
    withEmail(inbox, query, ({ messageId }) => {
      inbox.remove(messageId);
      return jsonAnswer(200, {});
    }),
  'GET /_mailroom/inbox/message': ({ inbox, emulator }, query) =>
    withEmail(inbox, query, async (email) => ({
      status: 200,
      headers: { 'content-type': 'message/rfc822', 'content-disposition': 'attachment' },
      body: await emulator.compose(email),
    })),
};

/** Answers what is asked of the inbox, by its page or anybody else on this machine. */
export async function answerInbox(backend: InboxBackend, method: string, url: string): Promise<AnyAnswer> {
  const [path = '/', query] = url.split('?', 2);
  // What may be read may also be asked about.
  const asked = method === 'HEAD' ? 'GET' : method;
  const route = Object.hasOwn(ROUTES, `${asked} ${path}`) ? ROUTES[`${asked} ${path}`] : undefined;
  if (route) return route(backend, new URLSearchParams(query));
  const file = asked === 'GET' ? backend.page.get(path) : undefined;
  return file ?? jsonAnswer(404, { message: `There is nothing at ${method} ${path}.` });
}

/** A decimal number, as JSON writes it. */
const SECONDS = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** `since` is a time as the emails' own `at`; an email of that very time is told again. */
function answerStore({ emails, templates }: Inbox, query: URLSearchParams): Answer {
  const [since, ...more] = query.getAll('since');
  if (more.length > 0 || (since !== undefined && !SECONDS.test(since))) {
    return jsonAnswer(400, { message: 'since: expected one number, seconds since 1970.' });
  }
  return jsonAnswer(200, {
    templates: Object.fromEntries(templates),
    emails: since === undefined ? emails : emails.filter(({ at }) => at >= Number(since)),
  });
}

function withEmail(
  inbox: Inbox,
  query: URLSearchParams,
  answer: (email: InboxEmail) => AnyAnswer | Promise<AnyAnswer>,
): AnyAnswer | Promise<AnyAnswer> {
  const email = inbox.find(query.get('messageId') ?? '');
  return email ? answer(email) : jsonAnswer(404, { message: 'The inbox has no email with this messageId.' });
}

/** What a list tells of an email. */
function summaryOf({ messageId, from, destination, subject, attachments, at }: InboxEmail) {
  return { messageId, from, destination, subject, attachments: attachments.length, at };
}
