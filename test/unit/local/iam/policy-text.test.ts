import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isArnLike,
  isLike,
  isResourceLike,
  substituted,
  variablesIn,
} from '../../../../local/iam/policy-text.ts';

const NOTHING = () => undefined;
const lookUp = (key: string) => ({ 'aws:principalaccount': '123', 'aws:username': 'a*b' })[key];

describe('isLike', () => {
  it.each([
    ['', '*', true],
    ['anything at all', '*', true],
    ['abc', 'a*c', true],
    ['ac', 'a*c', true],
    ['ab', 'a*c', false],
    ['abc', 'a?c', true],
    ['ac', 'a?c', false],
    ['a😀c', 'a?c', true],
    ['line\nbreak', 'line*', true],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['a(b)[c]{d}|e^f$g\\h+', 'a(b)[c]{d}|e^f$g\\h+', true],
    ['ABC', 'abc', false],
    ['123-queue', '${aws:PrincipalAccount}-*', true],
    ['124-queue', '${aws:PrincipalAccount}-*', false],
    ['a*b', '${aws:username}', true],
    ['axb', '${aws:username}', false],
    ['dev', "${aws:PrincipalTag/stage, 'dev'}", true],
    ['${aws:unknown}', '${aws:unknown}', false],
    ['*', '${*}', true],
    ['x', '${*}', false],
    ['$?', '${$}${?}', true],
  ])('says of %j and the pattern %j: %j', (text, pattern, expected) => {
    expect(isLike(text, pattern, lookUp)).toBe(expected);
  });
});

describe('isResourceLike', () => {
  const QUEUE = 'arn:aws:sqs:us-east-1:123:orders';

  it.each([
    [QUEUE, QUEUE, true],
    [QUEUE, '*', true],
    [QUEUE, 'arn:aws:sqs:*', true],
    [QUEUE, 'arn:aws:sqs:*:123:ord*', true],
    [QUEUE, 'arn:aws:sqs:*:124:orders', false],
    [QUEUE, 'arn:aws:sqs:us-*-1:123:orders', true],
    [QUEUE, 'arn:aws:sqs:us-*1:123:orders', true],
    ['arn:aws:sqs:us:123:x-1:123:orders', 'arn:aws:sqs:us*-1:123:orders', false],
    [QUEUE, 'arn:aws:SQS:us-east-1:123:orders', false],
    [QUEUE, 'arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:orders', true],
    [
      'arn:aws:logs:us-east-1:123:log-group:/mail:log-stream:one',
      'arn:aws:logs:*:123:log-group:/mail:*',
      true,
    ],
  ])('says of %s and %s: %j', (arn, pattern, expected) => {
    expect(isResourceLike(arn, pattern, lookUp)).toBe(expected);
  });
});

describe('isArnLike', () => {
  it.each([
    ['arn:aws:sns:us-east-1:123:mail', 'arn:aws:sns:us-east-1:123:mail', true],
    ['arn:aws:sns:us-east-1:123:mail', 'arn:aws:sns:*:123:m*', true],
    ['arn:aws:sns:us-east-1:123:mail', 'arn:aws:sns:*', false],
    ['arn:aws:sns:us-east-1:123:mail', 'arn:aws:sns:us-east-1:124:mail', false],
    ['arn:aws:sns:us-east-1:123:mail', 'arn:aws:sns:us-east-1:${aws:PrincipalAccount}:mail', true],
    ['arn:aws:lambda:us-east-1:123:function:a:live', 'arn:aws:lambda:us-east-1:123:function:*', true],
    ['mail', 'mail', true],
  ])('says of %s and %s: %j', (arn, pattern, expected) => {
    expect(isArnLike(arn, pattern, lookUp)).toBe(expected);
  });
});

describe('substituted', () => {
  it('replaces variables, and leaves everything else as it is', () => {
    expect(substituted('${aws:PrincipalAccount}: *, ?, ${*}', lookUp)).toBe('123: *, ?, *');
  });

  it('gives nothing where a variable stands for nothing', () => {
    expect(substituted('a${aws:unknown}', lookUp)).toBeUndefined();
  });
});

describe('variablesIn', () => {
  it('names the keys, in lower case, without defaults and escapes', () => {
    expect(variablesIn("${aws:PrincipalArn}/${*}/${aws:PrincipalTag/Team, 'none'}")).toEqual([
      'aws:principalarn',
      'aws:principaltag/team',
    ]);
  });
});

describe('the laws of wildcards', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const literal = text.filter((each) => !/[*?]|\$\{/.test(each));

  it('have a star that stands for anything', () => {
    fc.assert(fc.property(text, (any) => expect(isLike(any, '*', NOTHING)).toBe(true)));
  });

  it('have a text that is like itself, and like itself with any part a star', () => {
    fc.assert(
      fc.property(literal, literal, literal, (before, part, after) => {
        expect(isLike(before + part + after, before + part + after, NOTHING)).toBe(true);
        expect(isLike(before + part + after, `${before}*${after}`, NOTHING)).toBe(true);
      }),
    );
  });

  it('have two stars that are one', () => {
    fc.assert(
      fc.property(text, literal, (any, after) => {
        expect(isLike(any, `**${after}`, NOTHING)).toBe(isLike(any, `*${after}`, NOTHING));
      }),
    );
  });

  it('have a question mark for exactly one character', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(isLike(any, '?', NOTHING)).toBe([...any].length === 1);
      }),
    );
  });
});
