import { describe, expect, it } from '@jest/globals';
import { knownFunction } from '../../../contract/known-function.ts';

const NAMES = [
  'welcomelambda5C0B2F81-2cea9fab',
  'welcomebacklambda0C0B2F82',
  'MyStack-Sender5DA2B2F7',
  'Mail-NotificationsQueueEmailer6C54A442',
  'Mail-NotificationsPublisher18D80737',
  'my-own-name',
];

describe('the function that a developer means', () => {
  it.each([
    ['welcome', 'welcomelambda5C0B2F81-2cea9fab'],
    ['welcome-back', 'welcomebacklambda0C0B2F82'],
    ['Sender', 'MyStack-Sender5DA2B2F7'],
    ['sender', 'MyStack-Sender5DA2B2F7'],
    ['emailer', 'Mail-NotificationsQueueEmailer6C54A442'],
    ['NotificationsPublisher', 'Mail-NotificationsPublisher18D80737'],
    ['my-own-name', 'my-own-name'],
    ['MyOwnName', 'my-own-name'],
    ['MyStack-Sender5DA2B2F7', 'MyStack-Sender5DA2B2F7'],
  ])('by %s is %s', (typed, name) => {
    expect(knownFunction(NAMES, typed)).toBe(name);
  });

  it.each(['nobody', '', '-', 'welcomer'])('by %j is none, and those that run are told', (typed) => {
    expect(() => knownFunction(NAMES, typed)).toThrow(
      `The local stack runs no function ${typed}; those that it runs: ${NAMES.join(', ')}.`,
    );
  });

  it('is not guessed where several have the name in theirs', () => {
    expect(() => knownFunction(NAMES, 'Notifications')).toThrow(
      `Several functions may be meant by Notifications: name one of ${NAMES[3]}, ${NAMES[4]}.`,
    );
  });

  it('is none in a stack without functions', () => {
    expect(() => knownFunction([], 'welcome')).toThrow('those that it runs: none.');
  });
});
