import * as v from 'valibot';
import { describeIssues } from '../../../contract/schema-issue.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import type { SesCall, SesRequest } from './ses-call.ts';
import { SesError } from './ses-error.ts';
import { SUPPRESSION_REASONS, type SuppressedDestination, type SuppressionList } from './suppression-list.ts';

const PATH = '/v2/email/suppression/addresses';

/** The largest page that there is, and the one without a size. */
const MAX_PAGE = 1_000;

/** The actions on the list, by method and by whether the path names an address. */
const ACTIONS: Readonly<Record<string, string>> = {
  'PUT all': 'PutSuppressedDestination',
  'GET all': 'ListSuppressedDestinations',
  'GET one': 'GetSuppressedDestination',
  'DELETE one': 'DeleteSuppressedDestination',
};

const putSchema = v.object({
  EmailAddress: v.pipe(v.string(), v.minLength(1)),
  Reason: v.picklist(SUPPRESSION_REASONS),
});

/** The action on the suppression list that a request of v2 asks for; `undefined` where it is about something else. */
export function suppressionAction({ method, url }: Pick<SesRequest, 'method' | 'url'>): string | undefined {
  const [path = ''] = url.split('?', 1);
  if (path !== PATH && !path.startsWith(`${PATH}/`)) return undefined;
  return ACTIONS[`${method} ${addressIn(path) === undefined ? 'all' : 'one'}`];
}

/**
 * Reads such a request.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutSuppressedDestination.html
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListSuppressedDestinations.html
 */
export function suppressionCall(request: SesRequest): SesCall {
  const { pathname, searchParams } = new URL(request.url, 'http://ses');
  const address = addressIn(pathname) ?? '';
  const performs: Readonly<Record<string, Extract<SesCall, { kind: 'suppression list' }>['perform']>> = {
    PutSuppressedDestination: (list, isSandbox) => put(list, readPut(request), isSandbox),
    ListSuppressedDestinations: (list) => listed(list, searchParams),
    GetSuppressedDestination: (list) => told(list.get(address) ?? missing(address)),
    DeleteSuppressedDestination: (list) => (list.delete(address) ? jsonAnswer(200, {}) : missing(address)),
  };
  const perform = performs[suppressionAction(request) ?? ''];
  if (!perform)
    throw SesError.refused('InvalidAction', 'There is no such operation on the suppression list.');
  return { kind: 'suppression list', perform };
}

function addressIn(path: string): string | undefined {
  const [, encoded = ''] = path.split(`${PATH}/`);
  return encoded === '' ? undefined : decodeURIComponent(encoded);
}

function readPut({ body }: SesRequest): v.InferOutput<typeof putSchema> {
  const result = v.safeParse(putSchema, parsed(body));
  if (result.success) return result.output;
  const faults = describeIssues(result.issues, 'body').map(({ text }) => text);
  throw SesError.refused('BadRequestException', faults.join('; '));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw SesError.refused('SerializationException', 'The body is not JSON.', 'SerializationException');
  }
}

/** AWS's page says that the sandbox may not, and not by which error. */
function put(
  list: SuppressionList,
  { EmailAddress: address, Reason: reason }: v.InferOutput<typeof putSchema>,
  isSandbox: boolean,
): Answer {
  if (isSandbox) {
    throw SesError.refused(
      'BadRequestException',
      'An account in the sandbox cannot put addresses on its suppression list.',
    );
  }
  list.put({ address, reason, at: Date.now() });
  return jsonAnswer(200, {});
}

function told({ address, reason, at, cause }: SuppressedDestination): Answer {
  const Attributes = cause && { MessageId: cause.messageId, FeedbackId: cause.feedbackId };
  return jsonAnswer(200, { SuppressedDestination: { ...summary({ address, reason, at }), Attributes } });
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
  const from = Number(query.get('NextToken') ?? 0);
  const size = Math.min(Number(query.get('PageSize') ?? MAX_PAGE), MAX_PAGE);
  const NextToken = from + size < matching.length ? String(from + size) : undefined;
  return jsonAnswer(200, {
    SuppressedDestinationSummaries: matching.slice(from, from + size).map(summary),
    NextToken,
  });
}

/** Times in queries are texts, as `2026-11-28T21:00:00Z`, or seconds since the epoch. */
function timeIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = /^[\d.]+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(time)) throw SesError.refused('BadRequestException', `${name} is no time: ${text}`);
  return time;
}

function summary({ address, reason, at }: SuppressedDestination) {
  return { EmailAddress: address, Reason: reason, LastUpdateTime: at / 1000 };
}

function missing(address: string): never {
  throw SesError.refused(
    'NotFoundException',
    `Email address ${address} does not exist on your suppression list.`,
    'NotFoundException',
    404,
  );
}
