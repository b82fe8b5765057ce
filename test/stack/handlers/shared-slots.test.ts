import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SharedSlots } from '../../../handlers/shared-slots.ts';
import { type ATable, aTable } from '../../support/handlers/a-table.ts';

const START = 1_800_000_000_000;

describe('SharedSlots', () => {
  let table: ATable;
  let now: number;

  const LATEST = START + 3_600_000;

  /** A worker that reserves its next slot, however late. */
  const aWorker = () => {
    const slots = new SharedSlots({ ...table, now: () => now });
    return { reserve: (interval: number, latest = LATEST) => slots.reserve(interval, latest) };
  };

  beforeAll(async () => {
    table = await aTable();
  });

  afterAll(() => table.stop());

  beforeEach(async () => {
    now = START;
    await table.put({ id: { S: 'pace' }, nextSlot: { N: '0' } });
  });

  it('begins now where nothing is reserved', async () => {
    expect(await aWorker().reserve(1_000)).toBe(START);
  });

  it('goes on behind what another worker has reserved', async () => {
    await aWorker().reserve(1_000);

    expect(await aWorker().reserve(2_000)).toBe(START + 1_000);
    expect(await aWorker().reserve(1_000)).toBe(START + 3_000);
  });

  it('begins now again after an idle time, and makes up for nothing', async () => {
    await aWorker().reserve(1_000);
    now = START + 60_000;

    expect(await aWorker().reserve(1_000)).toBe(START + 60_000);
    expect(await aWorker().reserve(1_000)).toBe(START + 61_000);
  });

  it('gives workers that reserve at once slots of their own', async () => {
    const reserved = await Promise.all([1, 2, 3].map(() => aWorker().reserve(500)));

    const slots = reserved.map(Number).sort((a, b) => a - b);
    expect(slots[0]).toBeGreaterThanOrEqual(START);
    for (const [index, slot] of slots.slice(1).entries()) {
      expect(slot - (slots[index] as number)).toBeGreaterThanOrEqual(500);
    }
  });

  it('says when a slot that comes too late is, and leaves it to others', async () => {
    await aWorker().reserve(10_000);

    expect(await aWorker().reserve(1_000, START + 9_999)).toBe(START + 10_000);
    expect(await aWorker().reserve(1_000, START + 10_000)).toBe(START + 10_000);
  });

  it('begins now where a slot stands so far ahead that a clock was wrong', async () => {
    await table.put({ id: { S: 'pace' }, nextSlot: { N: String(START + 7_200_000) } });

    expect(await aWorker().reserve(1_000, START + 30_000)).toBe(START);
    expect(await aWorker().reserve(1_000, START + 30_000)).toBe(START + 1_000);
  });

  it('keeps others waiting for a minute and a half at most, whatever an email takes', async () => {
    await aWorker().reserve(1_000_000);

    expect(await aWorker().reserve(1_000)).toBe(START + 90_000);
  });

  it('rejects where the table cannot be written', async () => {
    const slots = new SharedSlots({ client: table.client, tableName: 'none', now: () => now });

    await expect(slots.reserve(1_000, LATEST)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
