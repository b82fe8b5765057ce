import { PublishCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { afterEach, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { bodiesIn, snsOf, sqsOf } from '../support/messages/queues.ts';
import { aQueuePipeline } from '../support/stack/a-queue-pipeline.ts';
import { anAssembly } from '../support/stack/an-assembly.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

const stacks = new StartedStacks();

afterEach(() => stacks.end());

it('a topic delivers to the subscriptions that are written inside of it', async () => {
  const { DeadLetterQueue, QueuePolicy } = aQueuePipeline() as Required<ReturnType<typeof aQueuePipeline>>;
  const Subscription = [
    { Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    { Protocol: 'email', Endpoint: 'ada@example.com' },
  ];
  const resources = {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news', Subscription } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'readers' } },
    ...{ DeadLetterQueue, QueuePolicy },
  };
  const stack = await stacks.start(anAssembly({ resources: resources as never }));

  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news';
  await snsOf(stack).send(new PublishCommand({ TopicArn, Message: 'it works' }));

  const { QueueUrl } = await sqsOf(stack).send(new GetQueueUrlCommand({ QueueName: 'readers' }));
  const [body = ''] = await bodiesIn(sqsOf(stack), String(QueueUrl));
  expect(JSON.parse(body)).toMatchObject({ Message: 'it works', TopicArn });
  const [email] = await eventually(
    () => stack.ses.emails(),
    ({ length }) => length === 1,
  );
  expect(email?.destination.to).toEqual(['ada@example.com']);
});
