import { type Destination, recipientsOf } from './email.ts';
import { requireAddresses } from './outgoing-email.ts';
import type { QueryForm } from './query-form.ts';
import { templateDetails } from './raw-details.ts';
import type { SesCall } from './ses-call.ts';
import { SesError } from './ses-error.ts';
import { destinationOf, required, sendingOf, tagsOf } from './v1-form.ts';
import { escapeXml, resultAnswer } from './v1-xml.ts';

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendBulkTemplatedEmail.html */
const MAX_DESTINATIONS = 50;

/**
 * Reads a `SendTemplatedEmail`, which the emulator knows as a `SendEmail` of v2.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendTemplatedEmail.html
 */
export function readTemplatedSend(form: QueryForm): SesCall {
  const common = commonOf(form);
  const destination = destinationOf(form, 'Destination');
  const TemplateData = required(form, 'TemplateData');
  requireAddresses({ ...common, destination });
  return {
    kind: 'composed send',
    ...peopleOf(common.from, [destination]),
    sending: {
      ...sendingOf(form, 'SendTemplatedEmail', common.from, recipientsOf(destination)),
      template: common.template,
    },
    details: templateDetails(tagsOf(form)),
    translation: {
      path: '/v2/email/outbound-emails',
      body: {
        ...common.body,
        Destination: inV2(destination),
        Content: { Template: { TemplateName: common.template, TemplateData } },
      },
      answer: (body) => {
        const { MessageId } = JSON.parse(body) as { MessageId: string };
        return resultAnswer('SendTemplatedEmail', `<MessageId>${MessageId}</MessageId>`);
      },
      refusal: (error) => refusalOf(error, common.template),
    },
  };
}

/** Reads a `SendBulkTemplatedEmail`, which the emulator knows as a `SendBulkEmail`. */
export function readBulkTemplatedSend(form: QueryForm): SesCall {
  const common = commonOf(form);
  const entries = entriesOf(form);
  const destinations = entries.map(({ destination }) => destination);
  for (const destination of destinations) requireAddresses({ ...common, destination });
  return {
    kind: 'composed send',
    ...peopleOf(common.from, destinations),
    sending: {
      ...sendingOf(form, 'SendBulkTemplatedEmail', common.from, destinations.flatMap(recipientsOf)),
      template: common.template,
    },
    details: templateDetails(tagsOf(form, 'DefaultTags')),
    translation: {
      path: '/v2/email/outbound-bulk-emails',
      body: {
        ...common.body,
        DefaultContent: {
          Template: { TemplateName: common.template, TemplateData: required(form, 'DefaultTemplateData') },
        },
        BulkEmailEntries: entries.map(({ destination, data }) => ({
          Destination: inV2(destination),
          ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: data ?? '{}' } },
        })),
      },
      answer: bulkAnswer,
      refusal: (error) => refusalOf(error, common.template),
    },
  };
}

function commonOf(form: QueryForm) {
  const from = required(form, 'Source');
  const replyTo = form.list('ReplyToAddresses');
  const body = { FromEmailAddress: from, ReplyToAddresses: replyTo };
  return { from, replyTo, template: required(form, 'Template'), body };
}

function peopleOf(from: string, destinations: readonly Destination[]) {
  const recipients = destinations.flatMap(recipientsOf);
  return { recipients: recipients.length, addresses: [from, ...recipients] };
}

function entriesOf(form: QueryForm) {
  const entries: { readonly destination: Destination; readonly data: string | undefined }[] = [];
  for (let number = 1; ; number += 1) {
    const prefix = `Destinations.member.${number}`;
    const destination = destinationOf(form, `${prefix}.Destination`);
    if (recipientsOf(destination).length === 0) break;
    entries.push({ destination, data: form.get(`${prefix}.ReplacementTemplateData`) });
  }
  if (entries.length > 0 && entries.length <= MAX_DESTINATIONS) return entries;
  throw SesError.refused(
    'InvalidParameterValue',
    `The number of destinations must be from 1 to ${MAX_DESTINATIONS}, got ${entries.length}.`,
  );
}

function inV2({ to, cc, bcc }: Destination) {
  return { ToAddresses: to, CcAddresses: cc, BccAddresses: bcc };
}

interface BulkResult {
  readonly Status: string;
  readonly MessageId?: string;
  readonly Error?: string;
}

function bulkAnswer(body: string) {
  const { BulkEmailEntryResults } = JSON.parse(body) as { BulkEmailEntryResults: readonly BulkResult[] };
  const members = BulkEmailEntryResults.map(({ Status, MessageId, Error: fault }) => {
    const isSent = Status === 'SUCCESS';
    const detail = isSent
      ? `<MessageId>${MessageId}</MessageId>`
      : `<Error>${escapeXml(fault ?? '')}</Error>`;
    return `<member><Status>${isSent ? 'Success' : 'Failed'}</Status>${detail}</member>`;
  });
  return resultAnswer('SendBulkTemplatedEmail', `<Status>${members.join('')}</Status>`);
}

/** v1 has a name of its own for a template that is not there. */
function refusalOf(error: SesError, template: string): SesError {
  if (error.v2.code !== 'NotFoundException') return error;
  return SesError.refused('TemplateDoesNotExist', `Template ${template} does not exist`, error.v2.code, 400);
}
