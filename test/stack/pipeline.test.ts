import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALARMS } from '../../contract/alarms.ts';
import { type InboxEmail, type LocalStack, type Pipeline, startLocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { Documentation } from '../package/documentation.ts';
import { eventually } from '../support/eventually.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { depthOf, snsOf, sqsOf } from '../support/messages/queues.ts';
import { aPipelineApp } from '../support/stack/a-pipeline-app.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';

describe('the pipeline on the local stack', () => {
  let app: string;
  let stack: LocalStack;
  const lines: string[] = [];

  beforeAll(async () => {
    app = aPipelineApp({
      Welcome: { sourceAddress: 'Grüße GmbH <welcome@example.com>', sendRate: 40 },
      Billing: { sourceAddress: 'billing@example.com', sendRate: 40 },
    });
    stack = await startLocalStack({ app, log: (_, line) => lines.push(line) });
  });

  afterAll(async () => {
    await stack.stop();
    removeDirectory(app);
  });

  const pipeline = (id: string): Pipeline => {
    const found = Object.entries(stack.pipelines).find(([name]) => name.split('/').at(-1) === id);
    if (!found) throw new Error(`no pipeline ${id} among ${Object.keys(stack.pipelines)}`);
    return found[1];
  };
  const publisherOf = (id: string) =>
    new NotificationPublisher({ topicArn: pipeline(id).topicArn, client: snsOf(stack) });
  /** What was sent to a recipient since `before`, once `count` emails were. */
  const sentTo = async (recipient: string, count: number, before: number): Promise<InboxEmail[]> => {
    await eventually(accepted, (now) => now >= before + count, { intervalMilliseconds: 50 });
    return (await stack.ses.emails()).filter(({ destination }) => destination.to.includes(recipient));
  };
  const accepted = async () => (await stack.ses.counts()).accepted;

  it('delivers one notification with every part as it was published', async () => {
    const before = await accepted();

    await publisherOf('Welcome').publish(
      aNotification({
        subject: 'Grüße 漢字 🙂',
        body: 'Hallo Ådå 🙂',
        html: '<p>Hallo Ådå 🙂</p>',
        recipient: 'one@example.com',
        replyTo: 'help@example.com',
      }),
    );

    const [email, ...others] = await sentTo('one@example.com', 1, before);
    expect(others).toEqual([]);
    expect(email).toMatchObject({
      from: 'Grüße GmbH <welcome@example.com>',
      subject: 'Grüße 漢字 🙂',
      body: { text: 'Hallo Ådå 🙂', html: '<p>Hallo Ådå 🙂</p>' },
      replyTo: ['help@example.com'],
    });
  });

  it('takes what the seed publishes, without an id', async () => {
    const before = await accepted();

    const answer = await stack.invoke(pipeline('Billing').functions.publisher ?? '', {
      subject: 'Invoice',
      body: 'Please pay',
      recipient: 'seed@example.com',
    });

    expect(answer).toEqual({ id: expect.any(String), messageId: expect.any(String) });
    const [email] = await sentTo('seed@example.com', 1, before);
    expect(email?.from).toBe('billing@example.com');
  });

  it('takes what another language publishes, as its page shows it', async () => {
    const before = await accepted();
    const message = new Documentation('docs/publishing.md').block('json', '{ "id"');

    await snsOf(stack).send(new PublishCommand({ TopicArn: pipeline('Billing').topicArn, Message: message }));

    const { recipient, subject, body } = JSON.parse(message);
    expect(await sentTo(recipient, 1, before)).toMatchObject([{ subject, body: { text: body } }]);
  });

  it('delivers 100 notifications, each once', async () => {
    const before = await accepted();
    const notifications = Array.from({ length: 100 }, (_, n) =>
      aNotification({ subject: `Number ${n}`, recipient: 'many@example.com' }),
    );

    const results = await publisherOf('Welcome').publishAll(notifications);

    expect(results.filter(({ status }) => status !== 'published')).toEqual([]);
    const subjects = (await sentTo('many@example.com', 100, before)).map(({ subject }) => subject);
    expect(subjects.sort()).toEqual(notifications.map(({ subject }) => subject).sort());
  });

  it('sends the good of a batch and sets the bad aside', async () => {
    const before = await accepted();
    const { queueUrl: QueueUrl = '', deadLetterQueueUrl = '' } = pipeline('Billing');
    const bodies = [
      'not JSON',
      JSON.stringify(aNotification({ recipient: 'good@example.com', subject: 'first' })),
      JSON.stringify({ ...aNotification(), recipient: 'nobody at all' }),
      JSON.stringify(aNotification({ recipient: 'good@example.com', subject: 'second' })),
    ];

    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await sqsOf(stack).send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    const good = await sentTo('good@example.com', 2, before);
    expect(good.map(({ subject }) => subject).sort()).toEqual(['first', 'second']);
    const depth = await eventually(
      () => depthOf(sqsOf(stack), deadLetterQueueUrl),
      ({ visible }) => visible === 2,
    );
    expect(depth).toEqual({ visible: 2, inFlight: 0 });
  });

  it('logs neither address nor content', async () => {
    lines.length = 0;
    const { queueUrl: QueueUrl = '', functions } = pipeline('Billing');
    const notification = aNotification({
      id: 'logged',
      subject: 'Grüße',
      body: 'Please pay',
      recipient: 'log@example.com',
    });

    await stack.invoke(functions.publisher ?? '', notification);
    const Entries = ['not JSON', JSON.stringify({ ...notification, recipient: 'nobody at all' })].map(
      (MessageBody, index) => ({ Id: String(index), MessageBody }),
    );
    const { Successful = [] } = await sqsOf(stack).send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    // Of an earlier test lines may still come.
    const told = [
      '"notificationId":"logged"',
      ...Successful.map(({ MessageId }) => `"sqsMessageId":"${MessageId}"`),
    ];
    await eventually(
      () => told.filter((part) => lines.some((line) => line.includes(part))),
      ({ length }) => length === 3,
    );
    expect(lines.join('\n')).not.toMatch(/@example\.com|Grüße|Please pay|nobody at all|not JSON/);
  });

  it('keeps two pipelines of one backend apart', () => {
    const namesOf = ({ functions, alarms = {}, sendRate: _, ...addresses }: Pipeline) =>
      [addresses, functions, alarms].flatMap((parts) => Object.values(parts));
    const [welcome, billing] = [namesOf(pipeline('Welcome')), namesOf(pipeline('Billing'))];

    expect(new Set([...welcome, ...billing]).size).toBe(2 * (8 + 3 + ALARMS.length));
  });
});
