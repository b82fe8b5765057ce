import { describe, expect, it } from '@jest/globals';
import { StructuredMessages } from '../../../../../local/services/sns-sqs/faults/structured-messages.ts';

describe('a message of the structure json', () => {
  it.each<[protocol: string, text: string]>([
    ['sqs', 'q'],
    ['lambda', 'f'],
    ['email', 'd'],
    ['email-json', 'd'],
    ['toString', 'd'],
  ])('says to %s: %s', (protocol, text) => {
    const messages = new StructuredMessages();

    expect(messages.add({ default: 'd', sqs: 'q', lambda: 'f', email: 1 })).toBe('q');
    expect(messages.textFor('q', protocol)).toBe(text);
  });

  it('says its default to queues without a text for them', () => {
    expect(new StructuredMessages().add({ default: 'd', email: 'e' })).toBe('d');
  });

  it('says nothing once it is published', () => {
    const messages = new StructuredMessages();
    messages.add({ default: 'd', email: 'e' });
    messages.remove('d');

    expect(messages.textFor('d', 'email')).toBeUndefined();
  });
});
