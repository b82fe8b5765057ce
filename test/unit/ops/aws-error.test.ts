import { describe, expect, it } from '@jest/globals';
import { sentenceOf } from '../../../ops/aws-error.ts';

const named = (name: string, message: string, parts: object = {}) =>
  Object.assign(new Error(message), { name, ...parts });

describe('sentenceOf', () => {
  it.each<[string, unknown, string]>([
    ['an error of ours', new Error('It is wrong: mend it.'), 'It is wrong: mend it.'],
    ['one without a message', named('Odd', ''), 'Odd'],
    ['what is no error', 'text', 'text'],
    [
      'an error of AWS',
      named('AccessDenied', 'User x is not authorized.', { $metadata: {} }),
      'User x is not authorized (AccessDenied).',
    ],
    ['one of AWS without a message', named('Odd', '', { $metadata: {} }), 'AWS answered with Odd.'],
    [
      'no credentials',
      named('CredentialsProviderError', 'Could not load credentials from any providers'),
      'No AWS credentials were found: log in, or choose a profile with AWS_PROFILE.',
    ],
    [
      'old credentials',
      named('ExpiredToken', 'The security token is expired', { $metadata: {} }),
      'The AWS credentials have expired: log in again.',
    ],
    [
      'credentials of nobody',
      named('InvalidClientTokenId', 'The security token is invalid', { $metadata: {} }),
      'AWS does not take the credentials: log in, or choose others with AWS_PROFILE.',
    ],
    [
      'a network without an answer',
      named('AggregateError', '', { code: 'ECONNREFUSED' }),
      'AWS could not be reached (ECONNREFUSED): check the network, and that a local stack still runs.',
    ],
    [
      'one that names its code only within',
      new AggregateError([named('Error', 'connect', { code: 'ECONNREFUSED' })]),
      'AWS could not be reached (ECONNREFUSED): check the network, and that a local stack still runs.',
    ],
    ['another code', named('Error', 'no such file', { code: 'ENOENT' }), 'no such file'],
  ])('tells of %s', (_, error, sentence) => {
    expect(sentenceOf(error)).toBe(sentence);
  });
});
