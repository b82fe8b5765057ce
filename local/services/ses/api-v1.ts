import { asReceived } from './charset.ts';
import { type OutgoingEmail, recipientsOf } from './email.ts';
import { accepted, refuseTooLong, refuseTooMany } from './outgoing-email.ts';
import { parseQueryForm, type QueryForm } from './query-form.ts';
import { rawDetails } from './raw-details.ts';
import { rawRecipients, rawSender } from './raw-recipients.ts';
import type { Account, SesApi, SesCall } from './ses-call.ts';
import { SesError } from './ses-error.ts';
import { configurationSetIn } from './ses-headers.ts';
import { readBulkTemplatedSend, readTemplatedSend } from './templated-send-v1.ts';
import { TEMPLATE_ACTIONS } from './templates-v1.ts';
import { destinationOf, required, sendingOf, tagsOf } from './v1-form.ts';
import { errorAnswer, resultAnswer } from './v1-xml.ts';

const ACTIONS: Readonly<Record<string, (form: QueryForm) => SesCall>> = {
  GetSendQuota: () => ({ kind: 'quota' }),
  SendEmail: (form) => {
    const email = accepted(readEmail(form));
    const sending = sendingOf(form, 'SendEmail', email.from, recipientsOf(email.destination));
    return { kind: 'send', email, sending };
  },
  SendTemplatedEmail: readTemplatedSend,
  SendBulkTemplatedEmail: readBulkTemplatedSend,
  ...TEMPLATE_ACTIONS,
  SendRawEmail: (form) => {
    const source = form.get('Source') || undefined;
    const named = form.list('Destinations');
    // The addresses named beside a raw message are its recipients; without any, those in its headers are.
    const message = Buffer.from(required(form, 'RawMessage.Data'), 'base64').toString('latin1');
    const recipients = named.length > 0 ? named : rawRecipients(message);
    refuseTooMany(recipients.length);
    refuseTooLong(message.length);
    const sending = sendingOf(form, 'SendRawEmail', source ?? rawSender(message), recipients);
    return {
      kind: 'composed send',
      recipients: Math.max(1, recipients.length),
      addresses: [...(source ? [source] : []), ...named],
      sending: { ...sending, configurationSet: sending.configurationSet ?? configurationSetIn(message) },
      details: rawDetails(message, named, tagsOf(form)),
    };
  },
};

/**
 * SES v1: AWS Query in, XML out.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/Welcome.html
 */
export const apiV1: SesApi = {
  contentType: 'application/x-www-form-urlencoded',

  actionOf: ({ body }) => /(?:^|&)Action=(\w+)/.exec(body.toString('latin1'))?.[1] ?? 'unknown',

  parse: ({ body }) => {
    const form = parseQueryForm(body.toString());
    const [name, ...more] = form.all('Action');
    if (!name) throw SesError.refused('MissingAction', 'The request is missing an action.');
    if (more.length > 0) throw SesError.refused('InvalidAction', 'The request has more than one action.');
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action) return action(form);
    throw SesError.refused(
      'InvalidAction',
      `Could not find operation ${name} for version 2010-12-01; the local SES knows ${Object.keys(ACTIONS).join(', ')}.`,
    );
  },

  sent: (messageId) => resultAnswer('SendEmail', `<MessageId>${messageId}</MessageId>`),

  quota: ({ max24HourSend, maxSendRate, sentLast24Hours }: Account) =>
    resultAnswer(
      'GetSendQuota',
      `<Max24HourSend>${max24HourSend}</Max24HourSend><MaxSendRate>${maxSendRate}</MaxSendRate>` +
        `<SentLast24Hours>${sentLast24Hours}</SentLast24Hours>`,
    ),

  error: ({ v1: { code, status }, message }) => errorAnswer(code, message, status),
};

function readEmail(form: QueryForm): OutgoingEmail {
  return {
    from: required(form, 'Source'),
    replyTo: form.list('ReplyToAddresses'),
    destination: destinationOf(form, 'Destination'),
    subject: asReceived(required(form, 'Message.Subject.Data'), form.get('Message.Subject.Charset')),
    body: { text: readBody(form, 'Message.Body.Text'), html: readBody(form, 'Message.Body.Html') },
    attachments: [],
    tags: tagsOf(form),
  };
}

function readBody(form: QueryForm, part: string): string | undefined {
  const text = form.get(`${part}.Data`);
  return text === undefined ? undefined : asReceived(text, form.get(`${part}.Charset`));
}
