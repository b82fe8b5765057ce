import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { sqsOf } from '../support/messages/queues.ts';
import { idsOf, Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

const VERIFIED = ['sender@example.com', 'grace@example.com'];

/** As an operator does it in the AWS console, which knows nothing of Mailroom. */
describe('a redrive from the AWS console', () => {
  let ledger: Ledger;

  beforeAll(async () => {
    ledger = await Ledger.open(WITH_FEEDBACK);
  });

  beforeEach(async () => {
    await ledger.reset();
    await ledger.stack.ses.configure({ verified: VERIFIED });
  });

  afterAll(() => ledger.close());

  async function arnOf(QueueUrl: string | undefined): Promise<string | undefined> {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    return (await sqsOf(ledger.stack).send(command)).Attributes?.QueueArn;
  }

  /** Moves the dead letters to the queue, and says how many. */
  async function redrive(toQueue = true) {
    const { queueUrl, deadLetterQueueUrl } = ledger.pipeline;
    const SourceArn = await arnOf(deadLetterQueueUrl);
    const DestinationArn = toQueue ? await arnOf(queueUrl) : undefined;
    const sqs = sqsOf(ledger.stack);
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    const { Results = [] } = await eventually(
      () => sqs.send(new ListMessageMoveTasksCommand({ SourceArn })),
      ({ Results }) => Results?.[0]?.Status !== 'RUNNING',
    );
    return Results[0];
  }

  it('delivers every dead letter once, when what made it one is cured', async () => {
    const ids = idsOf(25, 'cured');
    await ledger.publish(ids);
    await ledger.loggedTimes('Notification rejected', ids.length);
    expect(await ledger.settled()).toEqual({ sent: [], deadLetters: ids.length });
    await ledger.stack.ses.configure({ verified: null });

    const task = await redrive();

    expect(task).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: ids.length });
    expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
  });

  it('is counted in the evidence of what fails again', async () => {
    await ledger.publish(['failed-again']);
    await ledger.loggedTimes('Notification rejected', 1);
    expect(await ledger.settled()).toEqual({ sent: [], deadLetters: 1 });

    const task = await redrive();

    expect(task).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 });
    await ledger.loggedTimes('Notification rejected', 2);
    const [letter] = await ledger.deadLetters(1);
    expect(letter?.evidence).toMatchObject({
      reason: 'recipient-not-verified',
      id: 'failed-again',
      redrives: 1,
    });
  });

  it('needs the queue as its destination: the emailer sets most dead letters aside, not the queue', async () => {
    await ledger.publish(['left']);
    await ledger.loggedTimes('Notification rejected', 1);

    const task = await redrive(false);

    expect(task).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
    expect(await ledger.settled()).toEqual({ sent: [], deadLetters: 1 });
  });
});
