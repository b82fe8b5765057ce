import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  ResourceNotFoundException,
  SQSServiceException,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type StartedQueue, StartedQueues } from '../../../../../support/local/started-queues.ts';

const NOBODY = 'arn:aws:sqs:us-east-1:000000000000:nobody';

let queues: StartedQueues;
let dead: StartedQueue;
let queue: StartedQueue;

beforeAll(async () => {
  queues = await StartedQueues.start();
  ({ dead, queue } = await queues.createPair('mail'));
});

afterAll(() => queues.end());

const start = (parts: Partial<StartMessageMoveTaskCommandInput> = {}) =>
  queues.sqs.send(
    new StartMessageMoveTaskCommand({ SourceArn: dead.arn, DestinationArn: queue.arn, ...parts }),
  );
const cancel = (TaskHandle: string) => queues.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
const handleOf = (taskId: string, sourceArn: string) =>
  Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');

const asInvalid = (message: string | RegExp) => ({
  name: 'InvalidParameterValue',
  message: expect.stringMatching(message),
  $fault: 'client',
  $metadata: expect.objectContaining({ httpStatusCode: 400 }),
});

describe('StartMessageMoveTask', () => {
  it('refuses a source that is not there as an exception of its own', async () => {
    const error = await start({ SourceArn: NOBODY }).catch((error) => error);

    expect(error).toBeInstanceOf(ResourceNotFoundException);
    expect(error).toMatchObject({
      message: "The resource that you specified for the SourceArn parameter doesn't exist.",
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses a source that is no queue’s dead-letter queue', async () => {
    const error = await start({ SourceArn: queue.arn, DestinationArn: dead.arn }).catch((error) => error);

    expect(error).toBeInstanceOf(SQSServiceException);
    expect(error).toMatchObject(asInvalid('Source queue must be configured as a Dead Letter Queue.'));
  });

  it('refuses a destination that is not there', async () => {
    await expect(start({ DestinationArn: NOBODY })).rejects.toThrow(ResourceNotFoundException);
  });

  it('refuses a destination of another type, or that is the source', async () => {
    const fifo = await queues.create('orders.fifo', undefined, { FifoQueue: 'true' });

    await expect(start({ DestinationArn: fifo.arn })).rejects.toMatchObject(
      asInvalid('The source queue and destination queue must be of the same queue type.'),
    );
    await expect(start({ DestinationArn: dead.arn })).rejects.toMatchObject(
      asInvalid('Source queue arn and destination queue arn cannot be the same.'),
    );
  });

  it.each(['', 'mail'])('refuses "%s" as the ARN of a queue', async (arn) => {
    const format = /^You must use this format to specify the (Source|Destination)Arn: arn:/;

    await expect(start({ SourceArn: arn })).rejects.toMatchObject(asInvalid(format));
    await expect(start({ DestinationArn: arn })).rejects.toMatchObject(asInvalid(format));
  });

  it('refuses a request without a source', async () => {
    await expect(start({ SourceArn: undefined })).rejects.toMatchObject({
      name: 'MissingParameter',
      message: 'The request must contain the parameter SourceArn.',
    });
  });

  it.each([0, 501, -1, 1.5])('refuses a rate of %d', async (MaxNumberOfMessagesPerSecond) => {
    await expect(start({ MaxNumberOfMessagesPerSecond })).rejects.toMatchObject(
      asInvalid(/MaxNumberOfMessagesPerSecond is invalid.*between 1 and 500/),
    );
  });

  it('takes the highest rate', async () => {
    const { dead: SourceQueue } = await queues.createPair('fast');

    await start({ SourceArn: SourceQueue.arn, MaxNumberOfMessagesPerSecond: 500 });

    expect(await queues.ended(SourceQueue)).toMatchObject({ MaxNumberOfMessagesPerSecond: 500 });
  });

  it('refuses a second task while one runs, and takes it once that has ended', async () => {
    const { dead: source } = await queues.createPair('busy');
    for (const body of ['a', 'b', 'c']) await queues.send(source, body);
    const { TaskHandle = '' } = await start({ SourceArn: source.arn, MaxNumberOfMessagesPerSecond: 1 });

    await expect(start({ SourceArn: source.arn })).rejects.toMatchObject(
      asInvalid('There is already a task running'),
    );
    await cancel(TaskHandle);
    await queues.ended(source);
    await start({ SourceArn: source.arn });

    expect(await queues.ended(source)).toMatchObject({ Status: 'COMPLETED' });
  });
});

describe('ListMessageMoveTasks', () => {
  it('gives the most recent task, or as many as were asked for, most recent first', async () => {
    const { dead: source } = await queues.createPair('listed');
    const none = await queues.tasks(source);
    for (let rate = 1; rate <= 11; rate += 1) {
      await start({ SourceArn: source.arn, MaxNumberOfMessagesPerSecond: 489 + rate });
      await queues.ended(source);
    }

    const { Results } = await queues.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: source.arn }));
    const rates = (await queues.tasks(source, 10)).map((task) => task.MaxNumberOfMessagesPerSecond);

    expect(none).toEqual([]);
    expect(Results).toMatchObject([{ MaxNumberOfMessagesPerSecond: 500 }]);
    expect(rates).toEqual([500, 499, 498, 497, 496, 495, 494, 493, 492, 491]);
  });

  it.each([0, 11])('refuses to give %d', async (MaxResults) => {
    await expect(queues.tasks(dead, MaxResults)).rejects.toMatchObject(asInvalid('between 1 and 10'));
  });

  it('refuses a queue that is not there', async () => {
    await expect(queues.tasks({ url: '', arn: NOBODY })).rejects.toThrow(ResourceNotFoundException);
  });
});

describe('CancelMessageMoveTask', () => {
  it('refuses a handle that is none', async () => {
    await expect(cancel('foobared')).rejects.toMatchObject(
      asInvalid('Value for parameter TaskHandle is invalid.'),
    );
  });

  it('refuses a handle of a task, or of a queue, that is not there', async () => {
    await expect(cancel(handleOf('no task', dead.arn))).rejects.toThrow('Task does not exist.');
    await expect(cancel(handleOf('no task', dead.arn))).rejects.toThrow(ResourceNotFoundException);
    await expect(cancel(handleOf('no task', NOBODY))).rejects.toThrow(ResourceNotFoundException);
  });

  it('refuses a task that has ended', async () => {
    const { TaskHandle = '' } = await start();
    await queues.ended(dead);

    await expect(cancel(TaskHandle)).rejects.toMatchObject(asInvalid('Only active tasks can be cancelled.'));
  });
});

it('counts the requests as SQS’s', async () => {
  await queues.tasks(dead);

  const { sqs } = await queues.emulator.requests();

  expect(sqs.ListMessageMoveTasks).toBeGreaterThan(0);
});
