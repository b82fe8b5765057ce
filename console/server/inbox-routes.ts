import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { InboxEmail, InboxNews, InboxSummary } from '../api.ts';
import { type InlineFile, withInlineImages } from './inline-images.ts';
import type { StackClient } from './stack-client.ts';

/** An email as the local inbox tells it. */
interface StoredEmail extends Omit<InboxSummary, 'at' | 'attachments'> {
  readonly replyTo: readonly string[];
  readonly body: { readonly text?: string; readonly html?: string };
  readonly headers?: InboxEmail['headers'];
  readonly attachments: readonly (InlineFile & { readonly filename?: string; readonly size: number })[];
  /** In seconds since 1970. */
  readonly at: number;
}

type StoredNews = Omit<InboxNews, 'emails'> & {
  readonly emails: readonly (Omit<InboxSummary, 'at'> & { readonly at: number })[];
};

/**
 * What an email's HTML may do in its frame, which besides has an empty `sandbox`: show itself. Nothing of this machine is ever
 * asked, since only `https` is allowed, and that only where somebody wants to see images.
 */
function policyOf(withImages: boolean): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data:${withImages ? ' https:' : ''}`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'sandbox',
  ].join('; ');
}

/** The inbox of the local stack, below `/api/inbox`. */
export function inboxRoutes(stack: StackClient): Hono {
  const json = async <Answer>(path: string): Promise<Answer> => {
    const response = await stack.inbox(path);
    await expectOk(response);
    return (await response.json()) as Answer;
  };
  const emailOf = (messageId: string) =>
    json<StoredEmail>(`/_mailroom/inbox/email?${new URLSearchParams({ messageId })}`);
  return new Hono()
    .get('/', async (context) => {
      const after = context.req.query('after') ?? '';
      const news = await json<StoredNews>(`/_mailroom/inbox/news?${new URLSearchParams({ after })}`);
      const answer: InboxNews = {
        ...news,
        emails: news.emails.map((email) => ({ ...email, at: isoTime(email.at) })),
      };
      return context.json(answer);
    })
    .get('/:messageId', async (context) => context.json(shown(await emailOf(context.req.param('messageId')))))
    .get('/:messageId/source', async (context) => {
      const messageId = context.req.param('messageId');
      const response = await stack.inbox(`/_mailroom/inbox/message?${new URLSearchParams({ messageId })}`);
      if (!response.ok) throw new HTTPException(404, { message: 'The inbox has no such email.' });
      return context.body(await response.arrayBuffer(), 200, {
        'content-type': 'text/plain; charset=utf-8',
      });
    })
    .get('/:messageId/html', async (context) => {
      const { body, attachments } = await emailOf(context.req.param('messageId'));
      return context.body(withInlineImages(body.html ?? '', attachments), 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policyOf(context.req.query('images') === 'yes'),
        'x-frame-options': 'SAMEORIGIN',
      });
    })
    .get('/:messageId/attachments/:place', async (context) => {
      const { attachments } = await emailOf(context.req.param('messageId'));
      const attachment = attachments[Number(context.req.param('place'))];
      if (!attachment) throw new HTTPException(404, { message: 'The email has no such attachment.' });
      // Never as what it says it is: a browser is to save it, and to show nothing of it.
      return context.body(new Uint8Array(Buffer.from(attachment.content, 'base64')), 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename ?? 'attachment').replaceAll("'", '%27')}`,
        'content-security-policy': "default-src 'none'; sandbox",
      });
    })
    .delete('/:messageId', async (context) => {
      const messageId = context.req.param('messageId');
      await expectOk(
        await stack.inbox(`/_mailroom/inbox/email?${new URLSearchParams({ messageId })}`, 'DELETE'),
      );
      return context.json({});
    })
    .delete('/', async (context) => {
      await expectOk(await stack.inbox('/clear-store', 'POST'));
      return context.json({});
    });
}

async function expectOk(response: Response): Promise<void> {
  if (response.ok) return;
  const { message } = (await response.json()) as { message: string };
  throw new HTTPException(response.status === 404 ? 404 : 500, { message });
}

function shown({ body, attachments, headers = [], at, ...email }: StoredEmail): InboxEmail {
  const { messageId, from, replyTo, destination, subject } = email;
  return {
    ...{ messageId, from, replyTo, destination, subject, headers },
    text: body.text ?? null,
    html: body.html ?? null,
    attachments: attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? null,
      contentType,
      size,
    })),
    at: isoTime(at),
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
