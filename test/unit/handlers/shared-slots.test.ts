import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SharedSlots } from '../../../handlers/shared-slots.ts';
import { type ATable, aTable } from '../../support/a-table.ts';

const START = 1_800_000_000_000;

describe('SharedSlots', () => {
  let table: ATable;
  let now: number;

  const aWorker = () => new SharedSlots({ ...table, now: () => now });

  beforeAll(async () => {
    table = await aTable();
  });

  afterAll(() => table.stop());

  beforeEach(async () => {
    now = START;
    await table.put({ id: { S: 'pace' }, nextSlot: { N: '0' } });
  });

  it('begins now where nothing is reserved', async () => {
    expect(await aWorker().reserve(3, 1_000)).toEqual([START, START + 1_000, START + 2_000]);
  });

  it('goes on behind what another worker has reserved', async () => {
    await aWorker().reserve(3, 1_000);

    expect(await aWorker().reserve(2, 1_000)).toEqual([START + 3_000, START + 4_000]);
  });

  it('begins now again after an idle time, and makes up for nothing', async () => {
    await aWorker().reserve(2, 1_000);
    now = START + 60_000;

    expect(await aWorker().reserve(1, 1_000)).toEqual([START + 60_000]);
    expect(await aWorker().reserve(1, 1_000)).toEqual([START + 61_000]);
  });

  it('gives workers that reserve at once slots of their own', async () => {
    const reserved = await Promise.all([1, 2, 3].map(() => aWorker().reserve(2, 500)));

    const slots = reserved.flat().sort((a, b) => a - b);
    for (const [index, slot] of slots.entries()) {
      if (index > 0) expect(slot - (slots[index - 1] as number)).toBeGreaterThanOrEqual(500);
    }
    expect(slots[0]).toBeGreaterThanOrEqual(START);
  });

  it('rejects where the table cannot be written', async () => {
    const slots = new SharedSlots({ client: table.client, tableName: 'none', now: () => now });

    await expect(slots.reserve(1, 1_000)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
