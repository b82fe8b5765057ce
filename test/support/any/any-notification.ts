import fc from 'fast-check';
import type { Notification } from '../../../contract/notification.ts';
import { anyReadableText, anyText } from './any-text.ts';

const anyAddress = fc
  .tuple(
    fc.constantFrom('', 'Ada ', '"Lovelace, Ada" ', 'Grüße 漢字 🙂 '),
    fc.stringMatching(/^[a-z0-9+_-]{1,20}$/),
  )
  .map(([name, local]) => (name === '' ? `${local}@example.com` : `${name}<${local}@example.com>`));

/** One, or a few: there may be 50 of all kinds. */
const anyAddresses = fc.oneof(anyAddress, fc.array(anyAddress, { minLength: 1, maxLength: 16 }));

/** Any valid notification. */
export const anyNotification: fc.Arbitrary<Notification> = fc.record(
  {
    subject: anyReadableText().map((text) => text.replace(/[\r\n]/g, ' ')),
    body: anyReadableText(),
    recipient: anyAddresses,
    id: anyText({ minLength: 1, maxLength: 255 }).map((text) => text.replace(/\p{Cc}/gu, '-')),
    html: anyReadableText(),
    replyTo: anyAddresses,
    cc: anyAddresses,
    bcc: anyAddresses,
    headers: fc.dictionary(fc.stringMatching(/^X-[A-Z]{1,20}$/), fc.stringMatching(/^[!-~]{1,100}$/), {
      maxKeys: 15,
      noNullPrototype: true,
    }),
    attachments: fc.array(
      fc.record(
        { filename: fc.stringMatching(/^[a-z]{1,20}\.pdf$/), content: fc.base64String({ maxLength: 100 }) },
        { noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    unsubscribe: fc.record({ url: fc.webUrl({ validSchemes: ['https'] }) }, { noNullPrototype: true }),
  },
  { requiredKeys: ['subject', 'body', 'recipient'], noNullPrototype: true },
);
