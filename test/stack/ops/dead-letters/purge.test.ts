import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ExportFile, exportDeadLetters } from '../../../../ops/dead-letters/export.ts';
import { listDeadLetters } from '../../../../ops/dead-letters/list.ts';
import { purgeDeadLetters } from '../../../../ops/dead-letters/purge.ts';
import { aNotification } from '../../../support/messages/a-notification.ts';
import { DeadLetterQueues } from '../../../support/messages/dead-letter-queues.ts';

const { signal } = new AbortController();

describe('export and purge', () => {
  let opened: DeadLetterQueues;
  let queues: DeadLetterQueues;
  let directory: string;

  beforeAll(async () => {
    opened = await DeadLetterQueues.open();
  });

  afterAll(() => opened.close());

  beforeEach(async () => {
    queues = await opened.more();
    directory = mkdtempSync(join(tmpdir(), 'mailroom-purge-'));
    const bytes = { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) };
    await queues.put([
      ...['a', 'b', 'c'].map((id) => ({ evidence: { id, reason: 'expired' }, attributes: { bytes } })),
      { evidence: { id: 'kept' } },
    ]);
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const plan = () => listDeadLetters(queues.deadLetterQueue, {}, { signal });

  const linesOf = (path: string) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('deletes what is meant once it is in the file, and nothing else', async () => {
    const path = join(directory, 'purged.jsonl');
    const exportFile = await ExportFile.create(path);
    const filter = { reasons: ['expired'] };
    const { seen } = await plan();
    const outcome = await purgeDeadLetters(
      { queue: queues.deadLetterQueue, filter, seen, exportFile },
      signal,
    );
    await exportFile.close();

    expect(outcome).toMatchObject({ state: 'finished', counts: { deleted: 3, notDeleted: 0 } });
    expect(outcome.ids.toSorted()).toEqual(['a', 'b', 'c']);
    expect(await queues.depth()).toEqual({ visible: 1, inFlight: 0 });
    const lines = linesOf(path);
    expect(lines.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
    expect(lines[0]).toMatchObject({
      reason: 'expired',
      redrives: 0,
      body: JSON.stringify(aNotification({ id: lines[0].id })),
      attributes: {
        bytes: { dataType: 'Binary', binaryValue: 'AP8=' },
        mailroom: { dataType: 'String', stringValue: expect.stringContaining('expired') },
      },
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves what nobody saw: what came later, and what the queue itself moved later', async () => {
    await queues.putIntoQueue(['late']);
    const { seen } = await plan();
    await queues.put([{ evidence: { id: 'later' } }]);
    await queues.giveUp();
    const exportFile = await ExportFile.create(join(directory, 'purged.jsonl'));
    const outcome = await purgeDeadLetters(
      { queue: queues.deadLetterQueue, filter: {}, seen, exportFile },
      signal,
    );
    await exportFile.close();

    expect(outcome.ids.toSorted()).toEqual(['a', 'b', 'c', 'kept']);
    expect(await queues.depth()).toEqual({ visible: 2, inFlight: 0 });
  });

  it('deletes nothing that it cannot export', async () => {
    const exportFile = await ExportFile.create(join(directory, 'purged.jsonl'));
    await exportFile.close();
    const order = { queue: queues.deadLetterQueue, filter: {}, seen: (await plan()).seen, exportFile };
    expect(await purgeDeadLetters(order, signal)).toMatchObject({
      state: 'failed',
      counts: { deleted: 0 },
      error: { code: 'EBADF' },
    });
    expect(await queues.depth()).toEqual({ visible: 4, inFlight: 0 });
  });

  it('ends where deleting is refused as a whole, and says what is in the file all the same', async () => {
    const path = join(directory, 'purged.jsonl');
    const exportFile = await ExportFile.create(path);
    const denied = Object.assign(new Error('no delete for you'), { name: 'AccessDenied' });
    const send = async (sent: Parameters<SQSClient['send']>[0]) => {
      if (sent instanceof DeleteMessageBatchCommand) throw denied;
      return queues.sqs.send(sent);
    };
    const queue = {
      ...queues.deadLetterQueue,
      sqs: Object.assign(Object.create(queues.sqs) as SQSClient, { send }),
    };
    const order = { queue, filter: {}, seen: (await plan()).seen, exportFile };
    const outcome = await purgeDeadLetters(order, signal);
    await exportFile.close();

    expect(outcome).toMatchObject({ state: 'failed', error: denied, counts: { deleted: 0 }, ids: [] });
    expect(outcome.counts.notDeleted).toBe(linesOf(path).length);
    expect(await queues.depth()).toEqual({ visible: 4, inFlight: 0 });
  });

  it('never writes over a file', async () => {
    const path = join(directory, 'purged.jsonl');
    await (await ExportFile.create(path)).close();
    await expect(ExportFile.create(path)).rejects.toThrow('EEXIST');
  });

  it('exports without touching anything', async () => {
    const lines: string[] = [];
    const listing = await exportDeadLetters(queues.deadLetterQueue, {}, { signal }, (line) => {
      lines.push(line);
    });
    expect(listing.matching).toBe(4);
    expect(lines.map((line) => JSON.parse(line).id).sort()).toEqual(['a', 'b', 'c', 'kept']);
    expect(await queues.depth()).toEqual({ visible: 4, inFlight: 0 });
  });
});
