import { describe, expect, it } from '@jest/globals';
import { matchesAction } from '../../../../template/policy/action-patterns.ts';

describe('matchesAction', () => {
  it.each([
    ['sqs:SendMessage', 'sqs:SendMessage', true],
    ['sqs:SendMessage', 'SQS:sendmessage', true],
    ['sqs:SendMessage', 'sqs:*', true],
    ['sqs:SendMessage', '*', true],
    ['sqs:SendMessage', 'sqs:Send?essage', true],
    ['sqs:SendMessage', 'sqs:Receive*', false],
    ['sqs:SendMessage', 'sns:*', false],
  ])('says of %s and %s: %j', (action, pattern, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected);
  });
});
