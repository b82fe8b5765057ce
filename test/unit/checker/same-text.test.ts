import { describe, expect, it } from '@jest/globals';
import { matchesText, type Sameness, sameText } from '../../../checker/same-text.ts';
import { identityOf, UNKNOWN_PART, unknownPart } from '../../../template/text.ts';
import { Unknown } from '../../../template/unknown.ts';

const hole = (name: string) => unknownPart(new Unknown('given', 'expression', identityOf(name, name)));
const STAGE = hole('Stage');

describe('two texts', () => {
  it.each<[string, string, string, Sameness]>([
    ['are the same by their characters', 'mail', 'mail', true],
    ['differ by them', 'mail', 'mails', false],
    ['are the same by the same parameter', `${STAGE}-mail`, `${STAGE}-mail`, true],
    ['may be the same by different ones', `${STAGE}-mail`, `${hole('Other')}-mail`, 'maybe'],
    ['may be the same as what a parameter is given', `${STAGE}-mail`, 'prod-mail', 'maybe'],
    ['differ by what stands beside the parameter', `${STAGE}-mail`, 'prod-orders', false],
    ['may be the same where nothing is known', UNKNOWN_PART, UNKNOWN_PART, 'maybe'],
    ['may be the same by the region', 'mail-${Region}', 'mail-eu-west-1', 'maybe'],
    ['differ by a star, which is no wildcard in a name', 'mail*', 'mails', false],
  ])('%s', (_, left, right, expected) => {
    expect(sameText(left, right)).toBe(expected);
    expect(sameText(right, left)).toBe(expected);
  });
});

describe('a pattern', () => {
  it.each<[string, string, string, Sameness]>([
    ['takes what its star stands for', 'arn:*:mail-*', 'arn:aws:mail-a', true],
    ['takes a parameter by a star', `*-mail`, `${STAGE}-mail`, true],
    ['takes what nobody knows by a star', 'mail-*', `mail-${UNKNOWN_PART}`, true],
    ['may take what nobody knows by more than that', '*-x', `mail-${UNKNOWN_PART}`, 'maybe'],
    ['takes one character by a question mark', 'mai?', 'mail', true],
    ['does not take what begins otherwise', 'order*', `mail-${STAGE}`, false],
  ])('%s', (_, pattern, text, expected) => {
    expect(matchesText(pattern, text)).toBe(expected);
  });

  it('of many stars ends at once', () => {
    expect(matchesText('*a'.repeat(400), `${'a'.repeat(399)}b`)).toBe(false);
  });
});
