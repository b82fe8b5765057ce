import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SpareThreads } from '../../../../local/hosting/spare-threads.ts';

describe('spare threads', () => {
  const workers: Worker[] = [];

  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.terminate();
  });

  /** Runs until somebody ends it, or tells it to fail. */
  function aWorker(): Worker {
    const worker = new Worker(
      "require('node:worker_threads').parentPort.on('message', () => { throw new Error('late'); });",
      { eval: true },
    );
    workers.push(worker);
    return worker;
  }

  it('are given to those that ask for their kind, the last first', () => {
    const spares = new SpareThreads();
    const [first, second, other] = [aWorker(), aWorker(), aWorker()] as const;
    spares.give('one', first);
    spares.give('one', second);
    spares.give('other', other);

    const taken = ['one', 'one', 'one', 'other', 'third'].map((purpose) => spares.take(purpose));

    expect(taken).toEqual([second, first, undefined, other, undefined]);
  });

  it('are two of a kind at most; the next one ends', async () => {
    const spares = new SpareThreads();
    for (const worker of [aWorker(), aWorker()]) spares.give('one', worker);
    const third = aWorker();
    const exited = once(third, 'exit');

    spares.give('one', third);

    await exited;
    expect([spares.take('one'), spares.take('one')]).not.toContain(third);
  });

  it('end after a while, and nobody gets one that is ending', async () => {
    const spares = new SpareThreads(1);
    const worker = aWorker();
    const exited = once(worker, 'exit');
    spares.give('one', worker);

    // As long as the timer has not fired it is there; from then on it is not, though it has not exited yet.
    await sleep(20);

    expect(spares.take('one')).toBeUndefined();
    await exited;
  });

  it('are nobody’s fault where they fail', async () => {
    const spares = new SpareThreads();
    const worker = aWorker();
    spares.give('one', worker);

    const exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('fail');
    await exited;

    expect(spares.take('one')).toBeUndefined();
  });
});
