import { describe, expect, it } from '@jest/globals';
import { apiV2 } from '../../../../../local/services/ses/api-v2.ts';
import type { SesRequest } from '../../../../../local/services/ses/ses-call.ts';
import { SesError } from '../../../../../local/services/ses/ses-error.ts';
import { SuppressionList } from '../../../../../local/services/ses/suppression-list.ts';

const PATH = '/v2/email/suppression/addresses';

const aRequest = (method: string, url: string, body: unknown = ''): SesRequest => ({
  method,
  url,
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** A list with two addresses, and what its API answers. */
function aList(isSandbox = false) {
  const list = new SuppressionList();
  list.put({
    address: 'Ada@example.com',
    reason: 'BOUNCE',
    at: 1_000,
    cause: { messageId: 'm', feedbackId: 'f' },
  });
  list.put({ address: 'bob@example.com', reason: 'COMPLAINT', at: 2_000 });
  const ask = (method: string, url: string, body?: unknown) => {
    const call = apiV2.parse(aRequest(method, PATH + url, body));
    if (call.kind !== 'suppression list') throw new Error(`it is read as ${call.kind}`);
    return JSON.parse(call.perform(list, isSandbox).body);
  };
  return { list, ask };
}

const ADA = { EmailAddress: 'Ada@example.com', Reason: 'BOUNCE', LastUpdateTime: 1 };
const BOB = { EmailAddress: 'bob@example.com', Reason: 'COMPLAINT', LastUpdateTime: 2 };

describe('SuppressionList', () => {
  it('is against an address in any case, for one of the reasons that count', () => {
    const { list } = aList();

    expect(list.reasonAgainst('ada@EXAMPLE.com', ['BOUNCE', 'COMPLAINT'])).toBe('BOUNCE');
    expect(list.reasonAgainst('ada@example.com', ['COMPLAINT'])).toBeUndefined();
    expect(list.reasonAgainst('eve@example.com', ['BOUNCE'])).toBeUndefined();
  });
});

describe('the suppression list by the API', () => {
  it.each([
    ['PUT', '', 'PutSuppressedDestination'],
    ['GET', '?Reason=BOUNCE', 'ListSuppressedDestinations'],
    ['GET', '/ada%40example.com', 'GetSuppressedDestination'],
    ['DELETE', '/ada%40example.com', 'DeleteSuppressedDestination'],
  ])('knows %s %s as %s', (method, url, action) => {
    expect(apiV2.actionOf(aRequest(method, PATH + url))).toBe(action);
  });

  it('puts an address there as it is written', () => {
    const { list, ask } = aList();

    expect(ask('PUT', '', { EmailAddress: 'Eve@example.com', Reason: 'COMPLAINT' })).toEqual({});
    expect(list.get('Eve@example.com')).toMatchObject({ reason: 'COMPLAINT' });
  });

  it('tells of one, with the email that led to it', () => {
    expect(aList().ask('GET', '/Ada%40example.com')).toEqual({
      SuppressedDestination: { ...ADA, Attributes: { MessageId: 'm', FeedbackId: 'f' } },
    });
    expect(aList().ask('GET', '/bob%40example.com')).toEqual({ SuppressedDestination: BOB });
  });

  it.each([
    ['', [ADA, BOB]],
    ['?Reason=BOUNCE&Reason=COMPLAINT', [ADA, BOB]],
    ['?Reason=COMPLAINT', [BOB]],
    ['?StartDate=1970-01-01T00:00:02Z', [BOB]],
    ['?EndDate=1', [ADA]],
  ])('lists%s', (query, expected) => {
    expect(aList().ask('GET', query)).toEqual({ SuppressedDestinationSummaries: expected });
  });

  it('lists by pages', () => {
    const { ask } = aList();

    const { NextToken, ...first } = ask('GET', '?PageSize=1');
    expect(first).toEqual({ SuppressedDestinationSummaries: [ADA] });
    expect(ask('GET', `?PageSize=1&NextToken=${NextToken}`)).toEqual({
      SuppressedDestinationSummaries: [BOB],
    });
  });

  it('takes one off', () => {
    const { list, ask } = aList();

    expect(ask('DELETE', '/Ada%40example.com')).toEqual({});
    expect(list.all).toMatchObject([{ address: 'bob@example.com' }]);
  });

  it.each(['GET', 'DELETE'])('does not find by %s what is written otherwise', (method) => {
    expect(() => aList().ask(method, '/ada%40example.com')).toThrow(
      'Email address ada@example.com does not exist on your suppression list.',
    );
  });

  it.each([
    { body: 'no JSON', fault: 'The body is not JSON.' },
    { body: { Reason: 'BOUNCE' }, fault: 'EmailAddress: missing' },
    { body: { EmailAddress: 'a@example.com', Reason: 'SPAM' }, fault: /^Reason: expected .*, got "SPAM"$/ },
  ])('refuses $body', ({ body, fault }) => {
    expect(() => aList().ask('PUT', '', body)).toThrow(fault);
  });

  it('lets an account in the sandbox put nothing there', () => {
    const { list, ask } = aList(true);

    expect(() => ask('PUT', '', { EmailAddress: 'eve@example.com', Reason: 'BOUNCE' })).toThrow(SesError);
    expect(list.get('eve@example.com')).toBeUndefined();
  });
});
