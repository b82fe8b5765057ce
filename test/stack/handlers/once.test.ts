import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { Doubt } from '../../../handlers/doubt.ts';
import { ALWAYS, createOnce, type Once } from '../../../handlers/once.ts';
import { eventually } from '../../support/eventually.ts';
import { type ATable, aTable } from '../../support/handlers/a-table.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const DAY = 86_400;

const anId = () => randomUUID();

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
const sent = (sesMessageId: string) => async () => ({ sesMessageId });

describe('createOnce', () => {
  let table: ATable;
  let once: Once;

  beforeAll(async () => {
    table = await aTable();
    once = createOnce({ ...table, expiresAfterSeconds: 16 * DAY, remembersDoubts: false });
    once.begin(context);
  });

  afterAll(() => table.stop());

  const recordOf = async (id: string) => {
    const hash = createHash('sha256').update(JSON.stringify(id)).digest('base64');
    return (await table.items()).find((item) => item.id?.S === `sent#${hash}`);
  };

  it('sends what it has not seen, and keeps that it was sent, for as long as it was told', async () => {
    const id = anId();

    expect(await once.send(id, aNotification(), sent('ses-1'))).toEqual({
      sesMessageId: 'ses-1',
      isNew: true,
    });

    const record = await recordOf(id);
    expect(record?.status?.S).toBe('COMPLETED');
    expect(Number(record?.expiration?.N)).toBeCloseTo(Date.now() / 1_000 + 16 * DAY, -2);
  });

  it('keeps neither address nor content', async () => {
    const id = anId();
    await once.send(id, aNotification({ subject: 'secret', body: 'secret' }), sent('ses-1'));

    expect(JSON.stringify(await recordOf(id))).not.toMatch(/ada|example|secret/);
  });

  it('sends nothing a second time, and tells what SES called the first', async () => {
    const id = anId();
    await once.send(id, aNotification(), sent('ses-1'));

    const never = async () => Promise.reject(new Error('sent twice'));

    expect(await once.send(id, aNotification(), never)).toEqual({ sesMessageId: 'ses-1', isNew: false });
  });

  it('takes the id within the payload for no other content', async () => {
    const id = anId();
    await once.send(id, aNotification({ id }), sent('ses-1'));

    expect(await once.send(id, aNotification(), sent('ses-2'))).toMatchObject({ isNew: false });
  });

  it('throws for an id that was used with other content', async () => {
    const id = anId();
    await once.send(id, aNotification(), sent('ses-1'));

    await expect(once.send(id, aNotification({ body: 'other' }), sent('ses-2'))).rejects.toMatchObject({
      name: 'IdempotencyValidationError',
    });
  });

  it('throws while another worker is sending it', async () => {
    const id = anId();
    const { promise, resolve } = Promise.withResolvers<{ sesMessageId: string }>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const first = once.send(id, aNotification(), () => {
      start();
      return promise;
    });
    await started;

    await expect(once.send(id, aNotification(), sent('ses-2'))).rejects.toMatchObject({
      name: 'IdempotencyAlreadyInProgressError',
    });
    resolve({ sesMessageId: 'ses-1' });
    expect(await first).toMatchObject({ isNew: true });
  });

  it('leaves no record of what was not sent, and throws why', async () => {
    const id = anId();
    const refusal = new Error('refused');

    await expect(once.send(id, aNotification(), async () => Promise.reject(refusal))).rejects.toBe(refusal);

    expect(await recordOf(id)).toBeUndefined();
    expect(await once.send(id, aNotification(), sent('ses-2'))).toMatchObject({ isNew: true });
  });

  it('sends again once the time of a worker that died is up', async () => {
    const id = anId();
    once.begin({ getRemainingTimeInMillis: () => 1 } as Context);
    void once.send(id, aNotification(), () => new Promise(() => {}));
    await eventually(
      () => recordOf(id),
      (record) => record !== undefined,
    );
    once.begin(context);

    expect(await once.send(id, aNotification(), sent('ses-2'))).toMatchObject({ isNew: true });
  });

  describe('where records remember doubts', () => {
    let doubtful: Once;

    beforeAll(() => {
      doubtful = createOnce({ ...table, expiresAfterSeconds: 16 * DAY, remembersDoubts: true });
      doubtful.begin(context);
    });

    const lost = (since: number) => async (doubt: Doubt) => {
      doubt.arise(since, 'ServiceUnavailable');
      throw new Error('no reply');
    };
    const telling = (doubts: Doubt[]) => async (doubt: Doubt) => {
      doubts.push(doubt);
      return { sesMessageId: 'ses-1' };
    };

    it('has no doubt of what it has not seen, and leaves no record of what was refused', async () => {
      const [id, doubts] = [anId(), [] as Doubt[]];
      await expect(
        doubtful.send(id, aNotification(), async () => Promise.reject(new Error())),
      ).rejects.toThrow();

      expect(await recordOf(id)).toBeUndefined();
      expect(await doubtful.send(id, aNotification(), telling(doubts))).toMatchObject({ isNew: true });
      expect(doubts[0]?.since).toBeUndefined();
    });

    it('tells since when nobody knows, however often it fails, until it is sent', async () => {
      const [id, doubts] = [anId(), [] as Doubt[]];
      const since = Date.now() - 30_000;
      await expect(doubtful.send(id, aNotification(), lost(since))).rejects.toThrow('no reply');
      await expect(
        doubtful.send(id, aNotification(), async () => Promise.reject(new Error('throttled'))),
      ).rejects.toThrow('throttled');

      await doubtful.send(id, aNotification(), telling(doubts));

      expect(doubts[0]).toMatchObject({ since, isOfOtherContent: false, error: 'ServiceUnavailable' });
      expect(await doubtful.send(id, aNotification(), lost(0))).toMatchObject({ isNew: false });
    });

    it('tells of a worker that died, whose time was up then', async () => {
      const [id, doubts] = [anId(), [] as Doubt[]];
      const begun = Date.now();
      doubtful.begin({ getRemainingTimeInMillis: () => 1 } as Context);
      void doubtful.send(id, aNotification(), () => new Promise(() => {}));
      await eventually(
        () => recordOf(id),
        (record) => record !== undefined,
      );
      doubtful.begin(context);

      await doubtful.send(id, aNotification({ body: 'other' }), telling(doubts));

      expect(doubts[0]?.since).toBeGreaterThan(begun);
      expect(doubts[0]?.isOfOtherContent).toBe(true);
    });

    it('keeps the doubts of a batch apart', async () => {
      const ids = Array.from({ length: 10 }, anId);
      await Promise.all(ids.map((id, n) => doubtful.send(id, aNotification(), lost(n + 1)).catch(() => {})));

      const since = await Promise.all(
        ids.map(async (id) => {
          const doubts: Doubt[] = [];
          await doubtful.send(id, aNotification(), telling(doubts));
          return doubts[0]?.since;
        }),
      );

      expect(since).toEqual(ids.map((_, n) => n + 1));
    });

    it('does not touch what another has settled meanwhile', async () => {
      const id = anId();
      const failing = doubtful.send(id, aNotification(), async (doubt) => {
        doubt.arise(1, 'ServiceUnavailable');
        const record = await recordOf(id);
        await table.put({ ...record, id: record?.id as { S: string }, status: { S: 'COMPLETED' } });
        throw new Error('no reply');
      });

      await expect(failing).rejects.toThrow('no reply');
      expect((await recordOf(id))?.status?.S).toBe('COMPLETED');
    });
  });

  describe('while the table does not answer', () => {
    /** A table that fails from the n-th command on. */
    const failingFrom = (n: number): Once => {
      let commands = 0;
      const client = Object.create(table.client, {
        send: {
          value: (command: never) => {
            commands += 1;
            if (commands >= n)
              return Promise.reject(Object.assign(new Error('down'), { name: 'InternalServerError' }));
            return table.client.send(command);
          },
        },
      });
      const failing = createOnce({
        client,
        tableName: table.tableName,
        expiresAfterSeconds: DAY,
        remembersDoubts: false,
      });
      failing.begin(context);
      return failing;
    };

    it('sends nothing', async () => {
      const send = jest.fn(sent('ses-1'));

      await expect(failingFrom(1).send(anId(), aNotification(), send)).rejects.toMatchObject({
        name: 'IdempotencyPersistenceLayerError',
      });
      expect(send).not.toHaveBeenCalled();
    });

    it('tells that an email was sent although it could not be recorded, and why it was not recorded', async () => {
      expect(await failingFrom(2).send(anId(), aNotification(), sent('ses-1'))).toMatchObject({
        sesMessageId: 'ses-1',
        isNew: true,
        recordError: { name: 'IdempotencyPersistenceLayerError' },
      });
    });

    it('throws why an email was not sent, not that its record could not be taken away', async () => {
      const refusal = new Error('refused');

      await expect(
        failingFrom(2).send(anId(), aNotification(), async () => Promise.reject(refusal)),
      ).rejects.toBe(refusal);
    });
  });
});

describe('ALWAYS', () => {
  it('sends whatever it is given, again too', async () => {
    expect(await ALWAYS.send('order-1', aNotification(), sent('ses-1'))).toEqual({
      sesMessageId: 'ses-1',
      isNew: true,
    });
    expect(await ALWAYS.send('order-1', aNotification(), sent('ses-2'))).toEqual({
      sesMessageId: 'ses-2',
      isNew: true,
    });
  });
});
