import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchesBySize } from '../../../../ops/dead-letters/batches-by-size.ts';
import { cases } from '../../../support/any/cases.ts';

const LIMIT = 1_048_576;

it('keeps everything in its order, in batches that SQS takes, and no two of which fit into one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: LIMIT }), { maxLength: 10 }), (sizes) => {
      const items = sizes.map((size) => ({ message: { MessageBody: 'x'.repeat(size) } }));
      const batches = batchesBySize(items);
      const bytes = batches.map((batch) =>
        batch.reduce((sum, { message }) => sum + message.MessageBody.length, 0),
      );
      expect(batches.flat()).toEqual(items);
      expect(Math.max(0, ...bytes)).toBeLessThanOrEqual(LIMIT);
      expect(batches.every((batch) => batch.length > 0)).toBe(true);
      for (const [index, batch] of batches.entries()) {
        const next = batches[index + 1]?.[0];
        if (next) expect((bytes[index] ?? 0) + next.message.MessageBody.length).toBeGreaterThan(LIMIT);
        expect(batch).toBeDefined();
      }
    }),
    { numRuns: cases(40) },
  );
});

it('counts attributes', () => {
  const half = { DataType: 'Binary', BinaryValue: new Uint8Array(LIMIT / 2) };
  const item = { message: { MessageBody: 'x', MessageAttributes: { half } } };
  expect(batchesBySize([item, item])).toHaveLength(2);
});
