import {
  type MessageAttributeValue,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { sqsOf } from '../support/messages/queues.ts';
import { type DeadLetter, idsOf, Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

describe('a notification', () => {
  let ledger: Ledger;

  beforeAll(async () => {
    ledger = await Ledger.open(WITH_FEEDBACK);
  });

  afterEach(() => ledger.reset());

  afterAll(() => ledger.close());

  /** Puts a message into the queue past the topic, as a redrive does. */
  async function enqueue(parts: Omit<SendMessageCommandInput, 'QueueUrl'>): Promise<void> {
    const { queueUrl: QueueUrl } = ledger.pipeline;
    await sqsOf(ledger.stack).send(new SendMessageCommand({ QueueUrl, ...parts }));
  }

  /** Moves a dead letter back as the AWS console does: the same body and attributes, a new message. */
  const redrive = ({ message }: DeadLetter) =>
    enqueue({
      MessageBody: message.Body,
      MessageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(
          ([name, { DataType, StringValue, BinaryValue }]) => [
            name,
            { DataType, StringValue, BinaryValue } as MessageAttributeValue,
          ],
        ),
      ),
    });

  it('is sent once however often it is published', async () => {
    const ids = idsOf(10, 'repeated');

    await ledger.publish(ids);
    await ledger.publish(ids);
    await ledger.drained();
    await ledger.publish(ids);

    expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    expect(ledger.logged('Duplicate not sent')).toHaveLength(20);
  });

  it('is set aside where its id was used with other content', async () => {
    await ledger.publish(['reused'], { body: 'first' });
    await ledger.drained();
    await ledger.publish(['reused'], { body: 'second' });

    const [letter] = await ledger.deadLetters(1);
    expect(letter?.evidence).toMatchObject({ reason: 'id-reused', id: 'reused' });
    expect(await ledger.settled()).toEqual({ sent: ['reused'], deadLetters: 1 });
  });

  it('without an id is sent once for each message that carries it', async () => {
    const MessageBody = JSON.stringify(aNotification({ subject: 'no id' }));

    await enqueue({ MessageBody });
    await enqueue({ MessageBody });

    expect(await ledger.settled()).toEqual({ sent: ['no id', 'no id'], deadLetters: 0 });
  });

  it('waits, unsent, while the table does not answer', async () => {
    await ledger.stack.tables.configure({ outage: true });
    const ids = idsOf(5, 'unrecorded');

    await ledger.publish(ids);
    await ledger.loggedTimes('Email not sent, tried again', 5);
    expect(await ledger.sent()).toEqual([]);
    expect(ledger.logged('Email not sent, tried again')[0]).toMatchObject({ reason: 'table-unavailable' });
    await ledger.stack.tables.configure({ outage: false });

    expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
  });

  it('is delivered like any other when its dead letter is moved back, under the same id', async () => {
    await ledger.stack.ses.configure({ verified: ['sender@example.com'] });
    const MessageBody = JSON.stringify(aNotification({ subject: 'no id' }));
    await enqueue({ MessageBody, MessageAttributes: { kind: { DataType: 'String', StringValue: 'k' } } });
    const [first] = await ledger.deadLetters(1);

    await redrive(first as DeadLetter);
    const [, again] = await ledger.deadLetters(2);
    await ledger.stack.ses.configure({ verified: null });
    await redrive(again as DeadLetter);
    await ledger.drained();
    await redrive(again as DeadLetter);
    await ledger.drained();

    expect(again?.evidence).toMatchObject({ redrives: 1, id: first?.evidence.id });
    expect(again?.message.MessageAttributes?.kind?.StringValue).toBe('k');
    expect(await ledger.sent()).toEqual(['no id']);
    expect(ledger.logged('Duplicate not sent')).toHaveLength(1);
  });

  it('with ten attributes of its publisher is set aside in an envelope, and delivered from it', async () => {
    await ledger.stack.ses.configure({ verified: ['sender@example.com'] });
    const attributes = Object.fromEntries(
      Array.from({ length: 10 }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: `value ${n}` }]),
    );
    await enqueue({
      MessageBody: JSON.stringify(aNotification({ id: 'ten' })),
      MessageAttributes: attributes,
    });

    const [letter] = await ledger.deadLetters(1);
    expect(letter?.evidence).toMatchObject({ reason: 'recipient-not-verified', wrapped: true });
    expect(Object.keys(letter?.message.MessageAttributes ?? {})).toEqual(['mailroom']);
    await ledger.stack.ses.configure({ verified: null });
    await redrive(letter as DeadLetter);

    const emails = await eventually(
      () => ledger.stack.ses.emails(),
      ({ length }) => length > 0,
    );
    expect(emails).toMatchObject([{ subject: 'Welcome', destination: { to: ['ada@example.com'] } }]);
  });
});

describe('a notification of a pipeline without a table', () => {
  let ledger: Ledger;

  afterEach(() => ledger.close());

  it('is sent each time', async () => {
    ledger = await Ledger.open({ ...WITH_FEEDBACK, deduplicateFor: false });

    await ledger.publish(['order-1']);
    await ledger.drained();
    await ledger.publish(['order-1']);

    expect(await ledger.settled()).toEqual({ sent: ['order-1', 'order-1'], deadLetters: 0 });
  });
});
