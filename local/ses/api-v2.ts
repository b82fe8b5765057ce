import * as v from 'valibot';
import { describeIssues } from '../../contract/schema-issue.ts';
import { jsonAnswer } from './answer.ts';
import { asReceived } from './charset.ts';
import { countRecipients, type InboxAttachment, type OutgoingEmail } from './email.ts';
import { accepted } from './outgoing-email.ts';
import { countRawRecipients } from './raw-recipients.ts';
import { type BulkSend, bulkSendSchema, type Send, sendSchema } from './send-v2-schema.ts';
import type { SesApi, SesCall, SesRequest } from './ses-call.ts';
import { SesError } from './ses-error.ts';

/**
 * SES v2: JSON in, JSON out.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html
 */
export const apiV2: SesApi = {
  parse: (request) => {
    const path = request.url.split('?', 1)[0];
    switch (`${request.method} ${path}`) {
      case 'GET /v2/email/account':
        return { kind: 'quota' };
      case 'POST /v2/email/outbound-emails':
        return readSend(read(request, sendSchema));
      case 'POST /v2/email/outbound-bulk-emails':
        return { kind: 'composed send', recipients: countBulkRecipients(read(request, bulkSendSchema)) };
      default:
        return { kind: 'other' };
    }
  },

  sent: (messageId) => jsonAnswer(200, { MessageId: messageId }),

  quota: ({ max24HourSend, maxSendRate, sentLast24Hours }) =>
    jsonAnswer(200, {
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      SendQuota: {
        Max24HourSend: max24HourSend,
        MaxSendRate: maxSendRate,
        SentLast24Hours: sentLast24Hours,
      },
    }),

  error: ({ v2: { code, status }, message }) => jsonAnswer(status, { message }, { 'x-amzn-errortype': code }),
};

function read<Schema extends v.GenericSchema>({ body }: SesRequest, schema: Schema): v.InferOutput<Schema> {
  let input: unknown;
  try {
    input = JSON.parse(body.toString());
  } catch {
    throw SesError.refused('SerializationException', 'The body is not JSON.', 'SerializationException');
  }
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const faults = describeIssues(result.issues, 'body').map(({ text }) => text);
  throw SesError.refused('BadRequestException', faults.join('; '));
}

function readSend(send: Send): SesCall {
  const { Simple, Raw } = send.Content;
  if (Simple) return { kind: 'send', email: accepted(readSimpleEmail(send, Simple)) };
  const named = countRecipients(destination(send));
  if (named > 0 || !Raw) return { kind: 'composed send', recipients: Math.max(1, named) };
  const message = Buffer.from(Raw.Data, 'base64').toString('latin1');
  return { kind: 'composed send', recipients: Math.max(1, countRawRecipients(message)) };
}

function readSimpleEmail(send: Send, simple: NonNullable<Send['Content']['Simple']>): OutgoingEmail {
  const { Text, Html } = simple.Body;
  return {
    from: send.FromEmailAddress ?? '',
    replyTo: send.ReplyToAddresses ?? [],
    destination: destination(send),
    subject: asReceived(simple.Subject.Data, simple.Subject.Charset),
    body: {
      text: Text && asReceived(Text.Data, Text.Charset),
      html: Html && asReceived(Html.Data, Html.Charset),
    },
    attachments: (simple.Attachments ?? []).map(readAttachment),
    headers: simple.Headers?.map(({ Name, Value }) => ({ name: Name, value: Value })),
  };
}

function readAttachment(attachment: {
  FileName: string;
  RawContent: string;
  ContentType?: string | undefined;
}): InboxAttachment {
  const { FileName, RawContent, ContentType = 'application/octet-stream' } = attachment;
  return {
    content: RawContent,
    contentType: ContentType,
    filename: FileName,
    size: Buffer.byteLength(RawContent, 'base64'),
  };
}

function destination({
  Destination = {},
}: {
  Destination?: Send['Destination'];
}): OutgoingEmail['destination'] {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  return { to: ToAddresses, cc: CcAddresses, bcc: BccAddresses };
}

function countBulkRecipients({ BulkEmailEntries }: BulkSend): number {
  const recipients = BulkEmailEntries.map((entry) => countRecipients(destination(entry)));
  return Math.max(
    1,
    recipients.reduce((sum, count) => sum + count, 0),
  );
}
