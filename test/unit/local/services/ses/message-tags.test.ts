import { describe, expect, it } from '@jest/globals';
import { acceptedTags } from '../../../../../local/services/ses/message-tags.ts';

describe('acceptedTags', () => {
  it.each([
    ['letters, digits, _ and -', { name: 'Az09_-', value: 'zA90-_' }],
    ['256 characters', { name: 'n'.repeat(256), value: 'v'.repeat(256) }],
    ["SES's own names", { name: 'ses:feedback-id-a', value: 'campaign' }],
  ])('takes %s', (_, tag) => {
    expect(acceptedTags([tag])).toEqual([tag]);
  });

  it('gives nothing for none', () => {
    expect(acceptedTags([])).toBeUndefined();
  });

  it.each([
    [
      { name: 'a:b', value: 'c' },
      "Invalid tag name <a:b>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
    ],
    [
      { name: 'a', value: 'b c' },
      "Invalid tag value <b c>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
    ],
    [
      { name: 'a', value: 'é' },
      "Invalid tag value <é>: only alphanumeric ASCII characters, '_', and '-' are allowed.",
    ],
    [{ name: '', value: 'b' }, 'The tag name must be specified.'],
    [{ name: 'a', value: '' }, 'The tag value must be specified.'],
    [{ name: 'a'.repeat(257), value: 'b' }, 'Tag name cannot exceed 256 characters.'],
    [{ name: 'a', value: 'b'.repeat(257) }, 'Tag value cannot exceed 256 characters.'],
  ])('refuses %j', (tag, message) => {
    const refusal = expect.objectContaining({ message, v1: { code: 'InvalidParameterValue', status: 400 } });

    expect(() => acceptedTags([tag])).toThrow(refusal);
  });
});
