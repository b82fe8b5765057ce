import * as v from 'valibot';
import { type Answer, jsonAnswer } from './answer.ts';
import { readJson } from './read-json.ts';
import type { SesCall, SesRequest } from './ses-call.ts';
import { SesError } from './ses-error.ts';
import { SUPPRESSION_REASONS, type SuppressedDestination, type SuppressionList } from './suppression-list.ts';

const PATH = '/v2/email/suppression/addresses';

/** The largest page that there is, and the one without a size. */
const MAX_PAGE = 1_000;

type Perform = Extract<SesCall, { kind: 'suppression list' }>['perform'];

/**
 * The actions on the list, by method and by whether the path names an address: how a request is read.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutSuppressedDestination.html
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListSuppressedDestinations.html
 */
const ACTIONS: Readonly<
  Record<string, { readonly name: string; readonly read: (request: SesRequest) => Perform }>
> = {
  'PUT all': {
    name: 'PutSuppressedDestination',
    read: (request) => {
      const { EmailAddress, Reason } = readJson(request, putSchema);
      return (list, isSandbox) =>
        put(list, { address: EmailAddress, reason: Reason, at: Date.now() }, isSandbox);
    },
  },
  'GET all': {
    name: 'ListSuppressedDestinations',
    read: ({ url }) => {
      const query = new URL(url, 'http://ses').searchParams;
      return (list) => listed(list, query);
    },
  },
  'GET one': {
    name: 'GetSuppressedDestination',
    read:
      ({ url }) =>
      (list) =>
        told(list.get(addressIn(url)) ?? missing(url)),
  },
  'DELETE one': {
    name: 'DeleteSuppressedDestination',
    read:
      ({ url }) =>
      (list) =>
        list.delete(addressIn(url)) ? jsonAnswer(200, {}) : missing(url),
  },
};

const putSchema = v.object({
  EmailAddress: v.pipe(v.string(), v.minLength(1)),
  Reason: v.picklist(SUPPRESSION_REASONS),
});

/** The action on the suppression list that a request of v2 asks for; `undefined` where it is about something else. */
export function suppressionAction(request: Pick<SesRequest, 'method' | 'url'>): string | undefined {
  return actionOf(request)?.name;
}

/** Reads such a request; `undefined` where it is about something else. */
export function suppressionCall(request: SesRequest): SesCall | undefined {
  const action = actionOf(request);
  return action && { kind: 'suppression list', perform: action.read(request) };
}

function actionOf({ method, url }: Pick<SesRequest, 'method' | 'url'>) {
  const [path = ''] = url.split('?', 1);
  if (path === PATH) return ACTIONS[`${method} all`];
  return path.startsWith(`${PATH}/`) ? ACTIONS[`${method} one`] : undefined;
}

function addressIn(url: string): string {
  return decodeURIComponent(url.slice(`${PATH}/`.length).split('?', 1)[0] ?? '');
}

/** AWS's page says that the sandbox may not, and not by which error. */
function put(list: SuppressionList, destination: SuppressedDestination, isSandbox: boolean): Answer {
  if (isSandbox) {
    throw SesError.refused(
      'BadRequestException',
      'An account in the sandbox cannot put addresses on its suppression list.',
    );
  }
  list.put(destination);
  return jsonAnswer(200, {});
}

function told({ cause, ...destination }: SuppressedDestination): Answer {
  const Attributes = cause && { MessageId: cause.messageId, FeedbackId: cause.feedbackId };
  return jsonAnswer(200, { SuppressedDestination: { ...summary(destination), Attributes } });
}

/** The token of a page is where it starts. */
function listed(list: SuppressionList, query: URLSearchParams): Answer {
  const reasons = query.getAll('Reason');
  const [start, end] = [
    timeIn(query, 'StartDate') ?? 0,
    timeIn(query, 'EndDate') ?? Number.POSITIVE_INFINITY,
  ];
  const matching = list.all
    .filter(({ reason }) => reasons.length === 0 || reasons.includes(reason))
    .filter(({ at }) => at >= start && at <= end);
  const from = numberIn(query, 'NextToken') ?? 0;
  const size = Math.min(numberIn(query, 'PageSize') ?? MAX_PAGE, MAX_PAGE);
  const NextToken = from + size < matching.length ? String(from + size) : undefined;
  return jsonAnswer(200, {
    SuppressedDestinationSummaries: matching.slice(from, from + size).map(summary),
    NextToken,
  });
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || /^\d+$/.test(text)) return text === null ? undefined : Number(text);
  throw SesError.refused('BadRequestException', `${name} is no number: ${text}`);
}

/** Times in queries are texts, as `2026-11-28T21:00:00Z`, or seconds since the epoch. */
function timeIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = /^[\d.]+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw SesError.refused('BadRequestException', `${name} is no time: ${text}`);
}

function summary({ address, reason, at }: SuppressedDestination) {
  return { EmailAddress: address, Reason: reason, LastUpdateTime: at / 1000 };
}

function missing(url: string): never {
  throw SesError.refused(
    'NotFoundException',
    `Email address ${addressIn(url)} does not exist on your suppression list.`,
    'NotFoundException',
    404,
  );
}
