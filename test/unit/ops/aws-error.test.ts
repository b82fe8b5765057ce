import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sentenceOf } from '../../../ops/aws-error.ts';
import { anyThrown } from '../../support/any/any-json.ts';

const anError = (name: string, message: string, parts: object = { $metadata: {} }) =>
  Object.assign(new Error(message), { name, ...parts });

describe('sentenceOf', () => {
  it.each<[unknown, string]>([
    [
      anError('CredentialsProviderError', 'Could not load credentials from any providers', {}),
      'No AWS credentials were found: log in, or choose a profile with AWS_PROFILE.',
    ],
    [
      anError('CredentialsProviderError', 'The SSO session has expired: run aws sso login.', {}),
      'The SSO session has expired: run aws sso login.',
    ],
    [
      anError('ExpiredToken', 'The security token is expired'),
      'The AWS credentials have expired: log in again.',
    ],
    [
      anError('InvalidClientTokenId', 'The security token is invalid'),
      'AWS does not take the credentials: log in, or choose others with AWS_PROFILE.',
    ],
    [
      anError('QueueDoesNotExist', 'The specified queue does not exist.'),
      'The queue does not exist: look at account and region, or deploy the backend again.',
    ],
    [
      anError('AccessDenied', 'User ada is not authorized to perform: sqs:receivemessage.'),
      'User ada is not authorized to perform: sqs:receivemessage (AccessDenied).',
    ],
    [anError('InternalFailure', ''), 'AWS answered with InternalFailure.'],
    [
      anError('AggregateError', '', { errors: [{ code: 'ECONNREFUSED' }] }),
      'AWS could not be reached (ECONNREFUSED): check the network, and that a local stack still runs.',
    ],
    [
      anError('Error', 'getaddrinfo', { code: 'ENOTFOUND' }),
      'AWS could not be reached (ENOTFOUND): check the network, and that a local stack still runs.',
    ],
    [
      anError('TimeoutError', 'Request timed out', {}),
      'AWS did not answer in time: check the network, and that a local stack still runs.',
    ],
    [new Error('Anything else.'), 'Anything else.'],
    [anError('OddError', '', {}), 'OddError'],
    ['a text', 'a text'],
    [Object.create(null), '[Object: null prototype] {}'],
    [JSON.parse('{"toString":1}'), '{ toString: 1 }'],
    [Object.assign(new Error(), { name: { toString: 1 }, message: Symbol('no') }), 'Error'],
  ])('tells %s in one sentence', (error, sentence) => {
    expect(sentenceOf(error)).toBe(sentence);
  });

  it('tells whatever was thrown', () => {
    fc.assert(fc.property(anyThrown, (thrown) => expect(typeof sentenceOf(thrown)).toBe('string')));
  });
});
