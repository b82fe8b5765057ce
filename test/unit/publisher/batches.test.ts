import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchesOf } from '../../../publisher/batches.ts';

async function* messagesOf(sizes: readonly number[], error?: Error) {
  for (const [index, bytes] of sizes.entries()) yield { index, bytes };
  if (error) throw error;
}

async function sizesOfBatches(sizes: readonly number[]): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const batch of batchesOf(messagesOf(sizes))) batches.push(batch.map(({ bytes }) => bytes));
  return batches;
}

describe('batchesOf', () => {
  it.each([
    ['nothing of nothing', [], []],
    ['one of one', [1], [[1]]],
    ['one of ten', Array(10).fill(1), [Array(10).fill(1)]],
    ['two of eleven', Array(11).fill(1), [Array(10).fill(1), [1]]],
    ['one that fills the limit on bytes', [262_143, 1], [[262_143, 1]]],
    ['two where it is exceeded by one byte', [262_143, 2], [[262_143], [2]]],
    ['one each of the largest', [262_144, 262_144], [[262_144], [262_144]]],
    ['in order, though a later one would fit', [200_000, 100_000, 10], [[200_000], [100_000, 10]]],
  ])('makes %s', async (_, sizes, expected) => {
    expect(await sizesOfBatches(sizes)).toEqual(expected);
  });

  it('keeps order and loses nothing, and no batch exceeds a limit or could take the next message', async () => {
    const anySize = fc.oneof(fc.integer({ min: 1, max: 262_144 }), fc.integer({ min: 1, max: 40_000 }));

    await fc.assert(
      fc.asyncProperty(fc.array(anySize, { maxLength: 60 }), async (sizes) => {
        const batches = await sizesOfBatches(sizes);

        expect(batches.flat()).toEqual(sizes);
        for (const [position, batch] of batches.entries()) {
          const bytes = batch.reduce((sum, size) => sum + size, 0);
          const next = batches[position + 1]?.[0] ?? Number.POSITIVE_INFINITY;
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(bytes).toBeLessThanOrEqual(262_144);
          expect(batch.length === 10 || bytes + next > 262_144).toBe(true);
        }
      }),
    );
  });

  it('yields a full batch before it asks for the next message', async () => {
    let asked = 0;
    async function* counted() {
      while (true) {
        asked += 1;
        yield { bytes: 1 };
      }
    }

    const { value } = await batchesOf(counted()).next();

    expect(value).toHaveLength(10);
    expect(asked).toBe(10);
  });

  it('yields what it holds before it passes on the error of its source', async () => {
    const batches = batchesOf(messagesOf([1, 2], new Error('no more')));

    expect(await batches.next()).toEqual({
      done: false,
      value: [
        { index: 0, bytes: 1 },
        { index: 1, bytes: 2 },
      ],
    });
    await expect(batches.next()).rejects.toThrow(new Error('no more'));
  });

  it('passes on at once the error of a source that gave nothing', async () => {
    await expect(batchesOf(messagesOf([], new Error('no more'))).next()).rejects.toThrow(
      new Error('no more'),
    );
  });
});
