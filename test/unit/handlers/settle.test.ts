import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serializeNotification } from '../../../contract/notification.ts';
import { deliver, NotDeliveredError } from '../../../handlers/deliver.ts';
import { Doubt } from '../../../handlers/doubt.ts';
import type { Once } from '../../../handlers/once.ts';
import { aWorker, type Edges } from '../../support/handlers/a-worker.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const LATEST = NOW + 30_000;
const now = () => NOW;
const SETTLE_SECONDS = 120;

/** A table in which another has left its record, and SES's events. */
function aTable({ since, isOfOtherContent = false }: { since?: number; isOfOtherContent?: boolean }) {
  const doubts: Doubt[] = [];
  const once: Pick<Once, 'send'> = {
    send: async (_id, _notification, send) => {
      const doubt = new Doubt();
      doubts.push(doubt);
      if (since !== undefined) doubt.inherit(since, { isOfOtherContent, error: 'ServiceUnavailable' });
      return { ...(await send(doubt)), isNew: true };
    },
  };
  return { once, doubts };
}

function aHistory(accepted: string | Error | undefined) {
  const asked: string[] = [];
  return {
    asked,
    settleSeconds: SETTLE_SECONDS,
    acceptedAs: async (id: string) => {
      asked.push(id);
      if (accepted instanceof Error) throw accepted;
      return accepted;
    },
  };
}

function aRecord(parts: Partial<Parameters<typeof anSqsRecord>[0]>) {
  const body = serializeNotification(aNotification({ id: 'order-1' }));
  return anSqsRecord({ body, enteredAt: NOW - 2_000, receiveCount: 2, ...parts });
}

async function delivered(
  table: { since?: number; isOfOtherContent?: boolean },
  accepted: string | Error | undefined,
  { edges = {}, record = {} }: { edges?: Edges; record?: Parameters<typeof aRecord>[0] } = {},
) {
  const { once, doubts } = aTable(table);
  const history = aHistory(accepted);
  const { deps, deeds } = aWorker(edges, { now, once, history });
  const error = await deliver(aRecord(record), LATEST, deps).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { deeds, doubts, history, isDone: error === undefined, error };
}

describe('an email of which nobody knows whether SES accepted it', () => {
  let output: ReturnType<typeof captureOutput>;

  beforeEach(() => {
    output = captureOutput();
  });

  afterEach(() => output.restore());

  it('is not sent again once SES has told that it did', async () => {
    const { deeds, isDone } = await delivered({ since: NOW - 10_000 }, 'ses-1');

    expect(isDone).toBe(true);
    expect(deeds.sent).toEqual([]);
    expect(deeds.metrics).toMatchObject({ Settled: [1] });
    expect(deeds.metrics).not.toHaveProperty('Sent');
  });

  it('waits for as long as SES may still tell', async () => {
    const { deeds, error } = await delivered({ since: NOW - 50_000 }, undefined);

    expect(error).toBeInstanceOf(NotDeliveredError);
    expect(deeds.sent).toEqual([]);
    expect(Object.values(deeds.hidden)).toEqual([70]);
    expect(deeds.metrics).toHaveProperty(['PostponedUntil[Reason=unsettled]']);
  });

  it('is sent where SES has not told in time', async () => {
    const { deeds, isDone } = await delivered({ since: NOW - 120_000 }, undefined);

    expect(isDone).toBe(true);
    expect(deeds.sent).toHaveLength(1);
    expect(deeds.metrics).toMatchObject({ Sent: [1] });
  });

  it('is set aside where what SES accepted had other content', async () => {
    const { deeds } = await delivered({ since: NOW - 10_000, isOfOtherContent: true }, 'ses-1');

    expect(deeds.deadLetters).toHaveLength(1);
    expect(deeds.metrics).toHaveProperty(['DeadLetters[Reason=id-reused]']);
  });

  it('waits while the table does not tell', async () => {
    const { deeds, error } = await delivered({ since: NOW - 500_000 }, new Error('down'));

    expect(error).toBeInstanceOf(NotDeliveredError);
    expect(deeds.sent).toEqual([]);
    expect(deeds.metrics).toHaveProperty(['PostponedUntil[Reason=table-unavailable]']);
  });

  it('comes back after a lost reply when SES has had the time to tell, and not before', async () => {
    const lost = Object.assign(new Error(), { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });

    const { deeds, doubts } = await delivered({}, undefined, { edges: { refusals: [lost] } });

    expect(Object.values(deeds.hidden)).toEqual([SETTLE_SECONDS]);
    expect(doubts[0]?.since).toBe(NOW);
    expect(deeds.metrics).toMatchObject({ LostReplies: [1] });
  });

  it('costs no read where there is no doubt', async () => {
    const { history } = await delivered({}, 'ses-1');

    expect(history.asked).toEqual([]);
  });

  describe('past its horizon', () => {
    const enteredAt = NOW - 86_400_000;

    it('is no dead letter where SES has told that it accepted it', async () => {
      const { deeds, isDone } = await delivered({ since: NOW - 500_000 }, 'ses-1', { record: { enteredAt } });

      expect(isDone).toBe(true);
      expect(deeds.deadLetters).toEqual([]);
    });

    it('waits for as long as SES may still tell', async () => {
      const { deeds } = await delivered({ since: NOW - 50_000 }, undefined, { record: { enteredAt } });

      expect(deeds.deadLetters).toEqual([]);
      expect(Object.values(deeds.hidden)).toEqual([70]);
    });

    it('is a dead letter where SES has not told in time', async () => {
      const { deeds } = await delivered({ since: NOW - 500_000 }, undefined, { record: { enteredAt } });

      expect(JSON.parse(deeds.deadLetters[0]?.MessageAttributes?.mailroom?.StringValue ?? '')).toMatchObject({
        reason: 'expired',
        error: 'ServiceUnavailable',
        attempted: new Date(NOW - 500_000).toISOString(),
      });
    });
  });

  it('is no dead letter although it was held until its horizon, without a look at its record', async () => {
    const { once } = aTable({});
    const history = aHistory('ses-1');
    const { deps, deeds } = aWorker({}, { now, once, history, quota: { usedUp: true } });

    await deliver(aRecord({ enteredAt: NOW - 86_395_000 }), LATEST, deps);

    expect(deeds.deadLetters).toEqual([]);
    expect(deeds.metrics).toMatchObject({ Settled: [1] });
  });
});
