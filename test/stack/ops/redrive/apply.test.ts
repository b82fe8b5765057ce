import type { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MAILROOM_ATTRIBUTE, readProvenance } from '../../../../contract/evidence.ts';
import { applyRedrive, type RedriveOrder } from '../../../../ops/redrive/apply.ts';
import { planRedrive } from '../../../../ops/redrive/plan.ts';
import type { RedriveRequest } from '../../../../ops/redrive/selection.ts';
import { SendRate } from '../../../../ops/redrive/send-rate.ts';
import { eventually } from '../../../support/eventually.ts';
import { aNotification } from '../../../support/messages/a-notification.ts';
import { DeadLetterQueues } from '../../../support/messages/dead-letter-queues.ts';

const FAST = 10_000;
const never = new AbortController().signal;

describe('a redrive', () => {
  let opened: DeadLetterQueues;
  let queues: DeadLetterQueues;

  beforeAll(async () => {
    opened = await DeadLetterQueues.open();
  });

  afterAll(() => opened.close());

  beforeEach(async () => {
    queues = await opened.more();
  });

  const ids = (count: number, prefix = 'order') => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

  async function planned(request: RedriveRequest = { filter: {} }) {
    const plan = await planRedrive(queues.deadLetterQueue, request, never);
    const { scope } = plan;
    const order: RedriveOrder = {
      ...{ queue: queues.deadLetterQueue, destinationUrl: queues.queueUrl, request, scope, rate: FAST },
    };
    return { plan, order };
  }

  const apply = (order: RedriveOrder, signal = never, onProgress?: (count: number) => void) =>
    applyRedrive(order, new SendRate(order.rate), signal, onProgress);

  it('sends back what is meant, and leaves the rest visible', async () => {
    await queues.put(ids(45, 'cured').map((id) => ({ evidence: { id, reason: 'expired' } })));
    await queues.put(ids(13, 'bad').map((id) => ({ evidence: { id } })));
    const { plan, order } = await planned({ filter: { reasons: ['expired'] } });

    const outcome = await apply(order);

    expect(plan).toMatchObject({ count: 45, staying: { notMeant: 13, redrivenBefore: 0 }, partial: [] });
    expect(outcome).toMatchObject({
      state: 'finished',
      counts: { redriven: 45, refused: 0, notDeleted: 0, unpatchable: 0 },
      notGivenBack: 0,
    });
    expect([...outcome.ids].sort()).toEqual(ids(45, 'cured').sort());
    expect(await queues.depth(queues.queueUrl)).toEqual({ visible: 45, inFlight: 0 });
    expect(await queues.depth()).toEqual({ visible: 13, inFlight: 0 });
  });

  it('keeps body and attributes to the byte, and counts itself', async () => {
    const body = `{ "subject":"Sp\u00e4t",  "odd": 1.0, "body":"\\u0041" }`;
    const attributes = {
      tenant: { DataType: 'String.kind', StringValue: 'Ä ' },
      count: { DataType: 'Number', StringValue: '1.50' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 128]) },
    };
    await queues.put([{ body, attributes, evidence: { id: 'kept', redrives: 0, reason: 'expired' } }]);
    await apply((await planned()).order);

    const [message] = await queues.received(1);

    const { [MAILROOM_ATTRIBUTE]: own, ...others } = message?.MessageAttributes ?? {};
    expect(message?.Body).toBe(body);
    expect(others).toEqual(attributes);
    expect(readProvenance(own?.StringValue)).toMatchObject({ id: 'kept', redrives: 1, wrapped: false });
    expect(JSON.parse(own?.StringValue ?? '')).toMatchObject({ reason: 'expired', attempts: 1 });
  });

  it('leaves what failed again after a redrive, unless it is asked for', async () => {
    await queues.put([{ evidence: { id: 'again', redrives: 1 } }, { evidence: { id: 'first' } }]);

    expect((await planned()).plan).toMatchObject({ count: 1, staying: { redrivenBefore: 1 } });
    expect((await planned({ filter: { redrives: { min: 0 } } })).plan).toMatchObject({ count: 2 });
    expect((await planned({ filter: { ids: ['again'] } })).plan).toMatchObject({ count: 1 });
  });

  it('leaves what came after its plan, so that what fails again does not go round in circles', async () => {
    await queues.put(ids(3).map((id) => ({ evidence: { id } })));
    const { order } = await planned({ filter: { redrives: { min: 0 } } });
    await eventually(
      () => Date.now(),
      (now) => now > order.scope.begun.getTime(),
    );
    await queues.put([{ evidence: { id: 'later', redrives: 1 } }]);

    expect((await apply(order)).ids).toHaveLength(3);
    expect(await queues.depth()).toEqual({ visible: 1, inFlight: 0 });
  });

  it('takes what another reader hid while it planned, if it was written before', async () => {
    await queues.put(ids(3).map((id) => ({ evidence: { id } })));
    await queues.put([{ evidence: { id: 'hidden' } }]);
    const all = await queues.received(4, queues.deadLetterQueue.url);
    const isHidden = ({ Body = '' }) => JSON.parse(Body).id === 'hidden';
    await queues.release(all.filter((message) => !isHidden(message)));
    const { plan, order } = await planned();
    await queues.release(all.filter(isHidden));

    expect(plan).toMatchObject({ count: 3, partial: ['1 more are hidden by another reader for now.'] });
    expect((await apply(order)).ids.toSorted()).toEqual(['hidden', ...ids(3)]);
    expect(await queues.depth()).toEqual({ visible: 0, inFlight: 0 });
  });

  it('leaves what the queue itself moves after the plan, which keeps the time at which it was sent', async () => {
    await queues.putIntoQueue(['late']);
    await queues.put(ids(3).map((id) => ({ evidence: { id } })));
    const { order } = await planned();
    await queues.giveUp();
    const outcome = await apply(order);

    expect(outcome.ids.toSorted()).toEqual(ids(3));
    expect(await queues.depth()).toEqual({ visible: 1, inFlight: 0 });
    const [left] = await queues.received(1, queues.deadLetterQueue.url);
    expect(left?.Attributes?.DeadLetterQueueSourceArn).toBeDefined();
    expect(Number(left?.Attributes?.SentTimestamp)).toBeLessThanOrEqual(order.scope.begun.getTime());
  });

  it('patches payloads, and leaves those of which that would make no notification', async () => {
    await queues.put([{ evidence: { id: 'one' } }, { evidence: { id: 'two' }, body: 'no JSON' }]);
    const { plan, order } = await planned({ filter: {}, patch: { subject: 'Better' } });
    const outcome = await apply(order);
    const [message] = await queues.received(1);

    expect(plan).toMatchObject({
      count: 1,
      staying: { unpatchable: { 'the payload is no JSON object': 1 } },
    });
    expect(JSON.parse(plan.example?.before ?? '')).toEqual(aNotification({ id: 'one' }));
    expect(JSON.parse(message?.Body ?? '')).toEqual(aNotification({ id: 'one', subject: 'Better' }));
    expect(outcome.counts).toMatchObject({ redriven: 1, unpatchable: 1 });
    expect(await queues.depth()).toEqual({ visible: 1, inFlight: 0 });
  });

  it('leaves what the queue refuses, and tells its code', async () => {
    await queues.put(ids(12).map((id) => ({ evidence: { id } })));
    const sqs = failing(queues.sqs, 'SendMessageBatchCommand', ({ output }) => ({
      ...output,
      Successful: output.Successful.slice(1),
      Failed: [{ Id: output.Successful[0]?.Id, Code: 'InvalidMessageContents', SenderFault: true }],
    }));
    const { order } = await planned();
    const outcome = await apply({ ...order, queue: { ...order.queue, sqs } });

    expect(outcome.counts.redriven + outcome.counts.refused).toBe(12);
    expect(outcome.refusals).toEqual({ InvalidMessageContents: outcome.counts.refused });
    expect(outcome.counts.refused).toBeGreaterThan(0);
    expect(await queues.depth()).toEqual({ visible: outcome.counts.refused, inFlight: 0 });
  });

  it('tells what it could not delete, which is in both queues', async () => {
    await queues.put(ids(3).map((id) => ({ evidence: { id } })));
    const sqs = failing(queues.sqs, 'DeleteMessageBatchCommand', ({ output }) => output);
    const { order } = await planned();
    const outcome = await apply({ ...order, queue: { ...order.queue, sqs } });

    expect(outcome).toMatchObject({ state: 'finished', counts: { redriven: 3, notDeleted: 3 } });
    expect(outcome.ids.toSorted()).toEqual(ids(3));
    expect(await queues.depth(queues.queueUrl)).toEqual({ visible: 3, inFlight: 0 });
    expect(await queues.depth()).toEqual({ visible: 3, inFlight: 0 });
  });

  it('ends where deleting is refused as a whole, before it copies more', async () => {
    await queues.put(ids(45).map((id) => ({ evidence: { id } })));
    const sqs = failing(queues.sqs, 'DeleteMessageBatchCommand', () => {
      throw Object.assign(new Error('no delete for you'), { name: 'AccessDenied' });
    });
    const { order } = await planned();
    const outcome = await apply({ ...order, rate: 20, queue: { ...order.queue, sqs } });

    expect(outcome).toMatchObject({ state: 'failed', error: { name: 'AccessDenied' } });
    const { redriven, notDeleted } = outcome.counts;
    expect(redriven).toBeGreaterThan(0);
    expect(redriven).toBeLessThanOrEqual(10);
    expect(notDeleted).toBe(redriven);
    expect(outcome.ids).toHaveLength(redriven);
    expect(await queues.depth(queues.queueUrl)).toEqual({ visible: redriven, inFlight: 0 });
    expect(await queues.depth()).toEqual({ visible: 45, inFlight: 0 });
  });

  it('ends at a failure, tells it, and leaves the rest', async () => {
    await queues.put(ids(15).map((id) => ({ evidence: { id } })));
    const sqs = failing(queues.sqs, 'SendMessageBatchCommand', () => {
      throw new Error('Throttled');
    });
    const { order } = await planned();
    const outcome = await apply({ ...order, queue: { ...order.queue, sqs } });

    expect(outcome).toMatchObject({
      state: 'failed',
      error: { message: 'Throttled' },
      counts: { redriven: 0 },
    });
    expect(await queues.depth()).toEqual({ visible: 15, inFlight: 0 });
  });

  it('finishes what it has in hand when it is interrupted, and goes on where it was', async () => {
    await queues.put(ids(100).map((id) => ({ evidence: { id } })));
    const { order } = await planned();
    const interruption = new AbortController();
    const first = await apply(order, interruption.signal, () => interruption.abort());
    const left = await queues.depth();
    const second = await apply(order);

    expect(first.state).toBe('interrupted');
    expect(left).toEqual({ visible: 100 - first.ids.length, inFlight: 0 });
    expect([...first.ids, ...second.ids].sort()).toEqual(ids(100).sort());
    expect(await queues.depth(queues.queueUrl)).toEqual({ visible: 100, inFlight: 0 });
  });
});

interface Result {
  output: { Successful: { Id: string }[] };
}

/** A client one of whose commands ends otherwise than SQS says, which here the network would have to bring about. */
function failing(sqs: SQSClient, command: string, change: (result: Result) => object): SQSClient {
  const send = async (sent: Parameters<SQSClient['send']>[0]) => {
    if (sent.constructor.name !== command) return sqs.send(sent);
    // What is not deleted stays.
    const isDelete = command.startsWith('Delete');
    const output = isDelete ? { Successful: [] } : await passed(sqs, sent, change);
    return change({ output: output as Result['output'] });
  };
  return Object.assign(Object.create(sqs), { send });
}

/** Sends only what the change lets pass: of a refused message nothing may be in the queue. */
async function passed(
  sqs: SQSClient,
  sent: Parameters<SQSClient['send']>[0],
  change: (result: Result) => object,
): Promise<object> {
  const input = sent.input as { Entries: { Id: string }[] };
  const all = { Successful: input.Entries.map(({ Id }) => ({ Id })) };
  const { Successful } = change({ output: all }) as Result['output'];
  const kept = new Set(Successful.map(({ Id }) => Id));
  input.Entries = input.Entries.filter(({ Id }) => kept.has(Id));
  if (input.Entries.length > 0) await sqs.send(sent);
  return all;
}
