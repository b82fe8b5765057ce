import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SharedAccount } from '../../../handlers/shared-account.ts';
import { type ATable, aTable } from '../../support/handlers/a-table.ts';

const QUOTA = { maxSendRate: 1, max24HourSend: -1, sentLast24Hours: 0.5, toldAt: 1_800_000_000_000 };

describe('SharedAccount', () => {
  let table: ATable;

  beforeAll(async () => {
    table = await aTable();
  });

  afterAll(() => table.stop());

  it('has no quota before a worker was told one', async () => {
    expect(await new SharedAccount(table).read()).toEqual({ quota: undefined, refusal: undefined });
  });

  it('tells the quota that another worker was told last', async () => {
    await new SharedAccount(table).writeQuota({ ...QUOTA, maxSendRate: 14 });
    await new SharedAccount(table).writeQuota(QUOTA);

    expect(await new SharedAccount(table).read()).toMatchObject({ quota: QUOTA });
  });

  it('tells the refusal beside it, until it is taken back', async () => {
    await new SharedAccount(table).writeRefusal('digest');
    expect(await new SharedAccount(table).read()).toEqual({ quota: QUOTA, refusal: 'digest' });

    await new SharedAccount(table).writeRefusal(undefined);

    expect(await new SharedAccount(table).read()).toEqual({ quota: QUOTA, refusal: undefined });
  });

  it('has no quota where the item is not what it should be', async () => {
    await table.put({ id: { S: 'account' }, maxSendRate: { S: 'many' } });

    expect(await new SharedAccount(table).read()).toMatchObject({ quota: undefined });
  });

  it('rejects where the table cannot be read or written', async () => {
    const nowhere = new SharedAccount({ client: table.client, tableName: 'none' });

    await expect(nowhere.read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(nowhere.writeRefusal('digest')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(nowhere.writeQuota(QUOTA)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
