import type { DatabaseSync } from 'node:sqlite';
import { own } from '../../../../template/json.ts';
import type { SkippingClock } from '../../../clock/clock.ts';
import type { CreateMessage, StoredQueues } from '../../../patches/fauxqs-queues.ts';
import {
  createSources,
  type ReceivingQueueClass,
  rememberSources,
} from '../../../patches/message-sources.ts';
import { answerSqsError } from './answer-sqs-error.ts';
import { tellSources } from './dead-letter-source.ts';
import { listDeadLetterSourceQueues } from './list-source-queues.ts';
import { MessageMover } from './message-mover.ts';
import { MoveTasks } from './move-tasks.ts';
import { SqsError } from './sqs-error.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** The parts of fauxqs that tasks which move messages work with. */
export interface MoveTaskParts {
  readonly SqsQueue: ReceivingQueueClass;
  readonly SqsStore: { readonly createMessage: CreateMessage };
  readonly sqsStore: StoredQueues;
  /** Of the data directory, if there is one. */
  readonly persistence: { readonly db: DatabaseSync } | undefined;
}

/**
 * Answers what fauxqs does not know of dead-letter queues: the tasks that move their messages, and whose they are.
 *
 * @param clock the one that skips waiting, if there is one.
 */
export function serveMoveTasks(
  app: App,
  { SqsQueue, SqsStore, sqsStore, persistence }: MoveTaskParts,
  clock: SkippingClock | undefined,
): Pick<MoveTasks, 'isAnyActive'> {
  const sources = createSources(persistence?.db);
  rememberSources(SqsQueue, sources);
  tellSources(app, sqsStore, sources);
  const tasks = new MoveTasks(sqsStore, new MessageMover(sqsStore, sources, SqsStore.createMessage), clock);
  const actions: Record<string, (body: Readonly<Record<string, unknown>>) => object> = {
    'AmazonSQS.StartMessageMoveTask': (body) => tasks.start(body),
    'AmazonSQS.ListMessageMoveTasks': (body) => tasks.list(body),
    'AmazonSQS.CancelMessageMoveTask': (body) => tasks.cancel(body),
    'AmazonSQS.ListDeadLetterSourceQueues': (body) => listDeadLetterSourceQueues(sqsStore, body),
  };
  app.addHook('preHandler', async ({ headers, body }, reply) => {
    const action = own(actions, String(headers['x-amz-target']));
    if (!action) return;
    reply.header('content-type', 'application/x-amz-json-1.0');
    try {
      return await reply.send(action(Object(body)));
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      return await answerSqsError(reply, error);
    }
  });
  return tasks;
}
