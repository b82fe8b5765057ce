import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { type HistoryEvent, historyAttribute, historyKey } from '../../../contract/history.ts';
import { createOnce, type Once } from '../../../handlers/once.ts';
import { NotificationStatusReader } from '../../../status/index.ts';
import { type ATable, aTable } from '../../support/handlers/a-table.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const AT = '2026-11-28T12:00:00.000Z';
const seconds = (fromNow: number) => ({ N: String(Math.floor(Date.now() / 1000) + fromNow) });

describe('NotificationStatusReader', () => {
  let table: ATable;
  let once: Once;
  let reader: NotificationStatusReader;

  beforeAll(async () => {
    table = await aTable();
    once = createOnce({ ...table, expiresAfterSeconds: 3_600, remembersDoubts: true });
    once.begin({ getRemainingTimeInMillis: () => 60_000 } as Context);
    reader = new NotificationStatusReader(table);
  });

  afterAll(() => table.stop());

  const happened = async (id: string, events: readonly HistoryEvent[], expiresIn = 3_600) => {
    const attributes = events.map((event) => historyAttribute(event));
    await table.put({
      id: { S: historyKey(id) },
      expiration: seconds(expiresIn),
      ...Object.fromEntries(attributes.map(({ name, value }) => [name, { S: value }])),
    });
  };

  it.each(['order-1042', 'order:1042/ü "quoted"', 'ada@example.com'])(
    'reads the record that Powertools writes of %s',
    async (name) => {
      const id = `${name} ${randomUUID()}`;
      let during: unknown;

      expect(await reader.status(id)).toEqual({ state: 'unknown', history: [] });
      await once.send(id, aNotification(), async () => {
        during = await reader.status(id);
        return { sesMessageId: 'ses-1' };
      });

      expect(during).toEqual({ state: 'sending', history: [] });
      expect(await reader.status(id)).toEqual({ state: 'accepted', sesMessageId: 'ses-1', history: [] });
    },
  );

  it('knows nothing of what failed, which may be tried again', async () => {
    const id = randomUUID();
    await expect(
      once.send(id, aNotification(), () => Promise.reject(new Error('refused'))),
    ).rejects.toThrow();

    expect(await reader.status(id)).toMatchObject({ state: 'unknown' });
  });

  it('does not take a lost reply for the end of it', async () => {
    const id = randomUUID();
    const lost = once.send(id, aNotification(), async (doubt) => {
      doubt.arise(Date.now(), 'ServiceUnavailable');
      throw new Error('no answer');
    });
    await expect(lost).rejects.toThrow('no answer');

    expect(await reader.status(id)).toEqual({ state: 'sending', history: [] });
  });

  it('reads the history, also without a record', async () => {
    const id = randomUUID();
    const bounce: HistoryEvent = {
      kind: 'bounced',
      at: AT,
      sesMessageId: 'ses-1',
      recipients: 1,
      type: 'Permanent',
      subtype: 'NoEmail',
      status: '5.1.1',
    };
    await happened(id, [bounce]);

    expect(await reader.status(id)).toEqual({
      state: 'bounced',
      at: AT,
      sesMessageId: 'ses-1',
      type: 'Permanent',
      subtype: 'NoEmail',
      status: '5.1.1',
      history: [bounce],
    });
  });

  it('takes what has expired for gone, though it is still there', async () => {
    const id = randomUUID();
    await happened(id, [{ kind: 'delivered', at: AT }], -1);

    expect(await reader.status(id)).toEqual({ state: 'unknown', history: [] });
  });

  it('throws what the SDK says where the table cannot be read', async () => {
    const elsewhere = new NotificationStatusReader({ client: table.client, tableName: 'elsewhere' });

    await expect(elsewhere.status('order-1042')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('needs a table', () => {
    expect(() => new NotificationStatusReader()).toThrow(
      'MAILROOM_TABLE is not set: allow the function by addStatusReader, or pass tableName.',
    );
  });
});
