import { describe, expect, it } from '@jest/globals';
import { REASONS } from '../../../contract/reasons.ts';

describe('REASONS', () => {
  it.each(Object.entries(REASONS))('says %s in one sentence, without an address', (_, sentence) => {
    expect(sentence).toMatch(/^[A-Z][^.@]+\.$/);
  });

  it('says each of them in a sentence of its own', () => {
    const sentences = Object.values(REASONS);

    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
