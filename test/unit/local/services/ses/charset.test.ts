import { describe, expect, it } from '@jest/globals';
import { asReceived } from '../../../../../local/services/ses/charset.ts';

describe('asReceived', () => {
  it.each([
    { charset: undefined, text: 'Gr??e ?? ?' },
    { charset: '', text: 'Gr??e ?? ?' },
    { charset: 'US-ASCII', text: 'Gr??e ?? ?' },
    { charset: 'ISO-8859-1', text: 'Grüße ?? ?' },
    { charset: 'utf-8', text: 'Grüße 漢字 🙂' },
    { charset: 'GB18030', text: 'Grüße 漢字 🙂' },
  ])('gives $text for charset $charset', ({ charset, text }) => {
    expect(asReceived('Grüße 漢字 🙂', charset)).toBe(text);
  });
});
