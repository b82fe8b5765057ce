import { jsonAnswer } from './answer.ts';
import { asReceived } from './charset.ts';
import { type InboxAttachment, type MessageTag, type OutgoingEmail, recipientsOf } from './email.ts';
import { refuseFiles, refuseHeaders } from './message-faults.ts';
import { acceptedTags } from './message-tags.ts';
import { accepted, refuseTooMany } from './outgoing-email.ts';
import { rawDetails, templateDetails } from './raw-details.ts';
import { rawRecipients, rawSender } from './raw-recipients.ts';
import { readJson } from './read-json.ts';
import { type BulkSend, bulkSendSchema, type Send, sendSchema } from './send-v2-schema.ts';
import type { Sending } from './sending.ts';
import type { SesApi, SesCall, SesRequest } from './ses-call.ts';
import { SesError } from './ses-error.ts';
import { configurationSetIn } from './ses-headers.ts';
import { suppressionAction, suppressionCall } from './suppression-calls.ts';
import { SUPPRESSION_REASONS } from './suppression-list.ts';

/** The actions that are not left to the emulator. */
const ACTIONS: Readonly<Record<string, string>> = {
  'GET /v2/email/account': 'GetAccount',
  'POST /v2/email/outbound-emails': 'SendEmail',
  'POST /v2/email/outbound-bulk-emails': 'SendBulkEmail',
};

/**
 * SES v2: JSON in, JSON out.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html
 */
export const apiV2: SesApi = {
  contentType: 'application/json',

  actionOf: ({ method, url }) =>
    ACTIONS[`${method} ${url.split('?', 1)[0]}`] ?? suppressionAction({ method, url }) ?? 'other',

  parse: (request) => {
    switch (apiV2.actionOf(request)) {
      case 'GetAccount':
        return { kind: 'quota' };
      case 'SendEmail':
        return readSend(readJson(request, sendSchema));
      case 'SendBulkEmail':
        return readBulkSend(readJson(request, bulkSendSchema));
      default:
        return suppressionCall(request) ?? { kind: 'other', action: templateAction(request) };
    }
  },

  sent: (messageId) => jsonAnswer(200, { MessageId: messageId }),

  quota: ({ max24HourSend, maxSendRate, sentLast24Hours, isSandbox }) =>
    jsonAnswer(200, {
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: !isSandbox,
      SendingEnabled: true,
      SendQuota: {
        Max24HourSend: max24HourSend,
        MaxSendRate: maxSendRate,
        SentLast24Hours: sentLast24Hours,
      },
      SuppressionAttributes: { SuppressedReasons: SUPPRESSION_REASONS },
    }),

  error: ({ v2: { code, status }, message }) => jsonAnswer(status, { message }, { 'x-amzn-errortype': code }),
};

function readSend(send: Send): SesCall {
  const { Simple, Raw, Template } = send.Content;
  const contents = [Simple, Raw, Template].filter((each) => each !== undefined);
  if (contents.length !== 1) {
    throw SesError.refused(
      'InvalidParameterValue',
      'Content must have exactly one of Simple, Raw and Template.',
    );
  }
  const from = send.FromEmailAddress;
  const named = recipientsOf(destination(send));
  if (Simple) {
    const email = accepted(readSimpleEmail(send, Simple));
    return { kind: 'send', email, sending: sendingOf(send, 'SendEmail', from, named) };
  }
  const message = Raw && decoded(Raw.Data);
  const recipients = named.length > 0 || !message ? named : rawRecipients(message);
  refuseTooMany(recipients.length);
  // The action for a raw message is that of v1.
  const action = Raw ? 'SendRawEmail' : 'SendEmail';
  const sending = sendingOf(send, action, from ?? (message && rawSender(message)), recipients);
  const tags = tagsOf(send.EmailTags);
  return {
    kind: 'composed send',
    recipients: Math.max(1, recipients.length),
    addresses: namedAddresses(from, [send]),
    sending: {
      ...sending,
      configurationSet: sending.configurationSet ?? (message && configurationSetIn(message)),
      template: templateName(Template),
    },
    details: message === undefined ? templateDetails(tags) : rawDetails(message, named, tags),
  };
}

function tagsOf(tags: Send['EmailTags'] = []): readonly MessageTag[] | undefined {
  return acceptedTags(tags.map(({ Name, Value }) => ({ name: Name, value: Value })));
}

function sendingOf(
  {
    FeedbackForwardingEmailAddress,
    ConfigurationSetName,
  }: Pick<Send, 'FeedbackForwardingEmailAddress' | 'ConfigurationSetName'>,
  action: Sending['action'],
  from: string | undefined,
  recipients: readonly string[],
): Sending {
  return {
    action,
    from,
    recipients,
    apiVersion: '2',
    feedbackAddress: FeedbackForwardingEmailAddress,
    configurationSet: ConfigurationSetName,
  };
}

/** What the emulator does for the template API, by method and by whether one template is named. */
const TEMPLATE_ACTIONS: Readonly<Record<string, string>> = {
  'DELETE one': 'DeleteEmailTemplate',
  'GET all': 'ListEmailTemplates',
  'GET one': 'GetEmailTemplate',
  'POST all': 'CreateEmailTemplate',
  'POST one': 'TestRenderEmailTemplate',
  'PUT one': 'UpdateEmailTemplate',
};

/** The action of a call that is left to the emulator; what is no call about templates is nobody's to make. */
function templateAction({ method, url }: SesRequest): string {
  const [, name] = /^\/v2\/email\/templates(?:\/([^/?]+))?/.exec(url) ?? [];
  return TEMPLATE_ACTIONS[`${method} ${name === undefined ? 'all' : 'one'}`] ?? 'Unknown';
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

function readBulkSend(bulk: BulkSend): SesCall {
  const { FromEmailAddress, BulkEmailEntries } = bulk;
  const recipients = namedAddresses(undefined, BulkEmailEntries);
  return {
    kind: 'composed send',
    recipients: Math.max(1, recipients.length),
    addresses: namedAddresses(FromEmailAddress, BulkEmailEntries),
    sending: {
      ...sendingOf(bulk, 'SendBulkEmail', FromEmailAddress, recipients),
      template: templateName(bulk.DefaultContent?.Template),
    },
    details: templateDetails(tagsOf(bulk.DefaultEmailTags)),
  };
}

/** One that stands in the call itself has none. */
function templateName({ TemplateName, TemplateArn }: Send['Content']['Template'] = {}): string | undefined {
  return TemplateName ?? TemplateArn?.split(':template/').at(-1);
}

function namedAddresses(
  from: string | undefined,
  entries: readonly { Destination?: Send['Destination'] }[],
): string[] {
  const recipients = entries.flatMap((entry) => recipientsOf(destination(entry)));
  return from ? [from, ...recipients] : recipients;
}

function readSimpleEmail(send: Send, simple: NonNullable<Send['Content']['Simple']>): OutgoingEmail {
  const { Text, Html } = simple.Body;
  refuseHeaders(simple.Headers ?? []);
  refuseFiles((simple.Attachments ?? []).map(({ FileName }) => FileName));
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
    tags: tagsOf(send.EmailTags),
    headers: simple.Headers?.map(({ Name, Value }) => ({ name: Name, value: Value })),
  };
}

function readAttachment(attachment: {
  FileName: string;
  RawContent: string;
  ContentType?: string | undefined;
  ContentId?: string | undefined;
}): InboxAttachment {
  const { FileName, RawContent, ContentType = 'application/octet-stream', ContentId } = attachment;
  return {
    content: RawContent,
    contentType: ContentType,
    filename: FileName,
    ...(ContentId !== undefined && { contentId: ContentId }),
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
