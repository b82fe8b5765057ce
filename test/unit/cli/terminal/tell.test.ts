import { describe, expect, it } from '@jest/globals';
import { linesFor } from '../../../../cli/terminal/tell.ts';

const aStream = (isTTY: boolean, columns?: number) => ({ isTTY, columns }) as NodeJS.WriteStream;

const SENTENCE =
  'There is no dead letter with the id "order-1042": "npx amplify-mailroom dlq list" tells what there is.';

describe('linesFor', () => {
  it('breaks between words at a terminal, by its width', () => {
    expect(linesFor(SENTENCE, aStream(true, 60))).toEqual([
      'There is no dead letter with the id "order-1042": "npx',
      'amplify-mailroom dlq list" tells what there is.',
    ]);
    expect(linesFor(SENTENCE, aStream(true, 160))).toEqual([SENTENCE]);
  });

  it('leaves a sentence in one line elsewhere, and keeps lines apart', () => {
    expect(linesFor(`${SENTENCE}\nMore.`, aStream(false))).toEqual([SENTENCE, 'More.']);
  });

  it('lets nothing harmful through', () => {
    expect(linesFor('\u001b[2Jone\u202e', aStream(true, 80))).toEqual(['one\uFFFD']);
  });
});
