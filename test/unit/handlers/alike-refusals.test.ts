import { describe, expect, it } from '@jest/globals';
import { AlikeRefusals } from '../../../handlers/alike-refusals.ts';
import { type Failure, failureOf } from '../../../handlers/failure.ts';

const SENDER = 'sender@example.com';

function aRefusal(message: string, name = 'MessageRejected'): Failure {
  return failureOf(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } }), SENDER);
}

const THROTTLED = aRefusal('Maximum sending rate exceeded.', 'Throttling');
const NOT_VERIFIED =
  'Email address is not verified. The following identities failed the check in region EU-WEST-1: ada@example.com';

/** What a worker takes each failure for, that its notifications meet one after another. */
function treatmentsOf(...met: (readonly [id: string, failure: Failure])[]): string[] {
  const refusals = new AlikeRefusals();
  return met.map(([id, failure]) => refusals.judge(failure, id).treatment);
}

describe('AlikeRefusals', () => {
  it.each(['MessageRejected', 'InvalidParameterValue', 'InvalidParameterCombination', 'ValidationError'])(
    'takes the same %s of three notifications in a row for no fault of theirs',
    (name) => {
      const met = ['a', 'b', 'c', 'd'].map((id) => [id, aRefusal('Policy 17 applies.', name)] as const);

      expect(treatmentsOf(...met)).toEqual(['reject', 'reject', 'hold', 'hold']);
    },
  );

  it('says why it holds, and by which error', () => {
    const refusals = new AlikeRefusals();
    for (const id of ['a', 'b']) refusals.judge(aRefusal('Policy 17 applies.'), id);

    expect(refusals.judge(aRefusal('Policy 17 applies.'), 'c')).toEqual({
      treatment: 'hold',
      reason: 'refused-alike',
      error: 'MessageRejected',
      lostReply: false,
      said: 'Policy 17 applies.',
    });
  });

  it.each([
    ['addresses', 'No mail to ada@example.com.', "No mail to o'brien+7@mail.example.org."],
    ['names beside addresses', 'Refused: Ada Lovelace <ada@example.com>', 'Refused: Bo <bo@example.com>'],
    ['what is quoted', 'The subject "Hello" is refused', 'The subject "Your order" is refused'],
    ['what has a digit', 'Refused (request 7f3a-11)', 'Refused (request 902c-4)'],
  ])('takes refusals for the same that differ in %s', (_, one, other) => {
    expect(treatmentsOf(['a', aRefusal(one)], ['b', aRefusal(other)], ['c', aRefusal(one)])).toEqual([
      'reject',
      'reject',
      'hold',
    ]);
  });

  it('begins anew with other words, and under another name', () => {
    const one = aRefusal('Policy applies.');
    const others = [aRefusal('Rule applies.'), aRefusal('Policy applies.', 'ValidationError')];

    for (const other of others) {
      expect(treatmentsOf(['a', one], ['b', one], ['c', other], ['d', one], ['e', one])).toEqual(
        Array(5).fill('reject'),
      );
    }
  });

  it('counts a notification once, however often it comes', () => {
    const refusal = aRefusal('Policy applies.');

    expect(
      treatmentsOf(['a', refusal], ['a', refusal], ['a', refusal], ['b', refusal], ['a', refusal]),
    ).toEqual(Array(5).fill('reject'));
  });

  it('begins anew once an email is sent', () => {
    const refusals = new AlikeRefusals();
    for (const id of ['a', 'b', 'c']) refusals.judge(aRefusal('Policy applies.'), id);

    refusals.sent();

    expect(refusals.judge(aRefusal('Policy applies.'), 'd').treatment).toBe('reject');
  });

  it.each([
    ['an unverified recipient', 'MessageRejected', NOT_VERIFIED],
    ['a malformed address', 'InvalidParameterValue', "Missing final '@domain'"],
    ['an illegal local part', 'InvalidParameterValue', 'Local address contains illegal character'],
    ['a recipient on a list', 'MessageRejected', 'Address blacklisted.'],
    ['illegal content', 'InvalidParameterValue', 'Illegal content.'],
  ])('leaves the refusal of %s a refusal, however many come in a row', (_, name, message) => {
    const met = Array.from({ length: 20 }, (_, n) => [`id-${n}`, aRefusal(message, name)] as const);

    expect(new Set(treatmentsOf(...met))).toEqual(new Set(['reject']));
  });

  it('neither counts nor ends a row by what is known', () => {
    const unknown = aRefusal('Policy applies.');
    const known = aRefusal(NOT_VERIFIED);

    expect(
      treatmentsOf(
        ['a', unknown],
        ['b', known],
        ['c', THROTTLED],
        ['d', unknown],
        ['e', known],
        ['f', unknown],
      ),
    ).toEqual(['reject', 'reject', 'retry', 'reject', 'reject', 'hold']);
  });

  it('holds from the first on what another worker has found out, until an email is sent', () => {
    const [one, another] = [new AlikeRefusals(), new AlikeRefusals()];
    for (const id of ['a', 'b', 'c']) one.judge(aRefusal('Policy applies.'), id);

    another.learn(one.held);

    expect(another.judge(aRefusal('Policy applies.'), 'd').treatment).toBe('hold');
    expect(another.judge(aRefusal('Rule applies.'), 'e').treatment).toBe('reject');
    expect(another.held).toBe(one.held);
    another.sent();
    expect(another.judge(aRefusal('Policy applies.'), 'f').treatment).toBe('reject');
    expect(another.held).toBeUndefined();
  });

  it('tells what it holds by a digest alone, and nothing before it holds', () => {
    const refusals = new AlikeRefusals();
    for (const id of ['a', 'b']) refusals.judge(aRefusal('Policy applies.'), id);
    expect(refusals.held).toBeUndefined();

    refusals.judge(aRefusal('Policy applies.'), 'c');

    expect(refusals.held).toMatch(/^[\w+/]{43}=$/);
  });
});
