import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import type { JsonObject } from '../../template/json.ts';
import { eventually } from '../support/eventually.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { depthOf, snsOf, sqsOf } from '../support/messages/queues.ts';
import { aQueuePipeline } from '../support/stack/a-queue-pipeline.ts';
import { type AnAssembly, anAssembly, removeDirectory, TABLE } from '../support/stack/an-assembly.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

type Resources = AnAssembly['resources'];

const HERE = 'us-east-1:000000000000';
const SESSION = 'arn:aws:sts::000000000000:assumed-role/Fixture-CallerRole/Fixture-Caller';

/** Calls a service, by its name, as the role that its function has. */
const CALLER = `
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSendQuotaCommand, SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const { env } = process;
const authorization = 'AWS4-HMAC-SHA256 Credential=' + env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=0';
const signed = async (url, body) => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/json' } });
  const { message, Message = message } = await response.json();
  if (response.ok) return {};
  throw Object.assign(new Error(Message), { name: response.headers.get('x-amzn-errortype'), $metadata: { httpStatusCode: response.status } });
};
const send = (Client, command) => new Client({ maxAttempts: 1 }).send(command);
const text = { Data: 'x' };
const email = { Source: 'Ada <ada@example.com>', Destination: { ToAddresses: ['bob@example.com'] }, Message: { Subject: text, Body: { Text: text } } };
const calls = {
  ses: () => send(SESClient, new SendEmailCommand(email)),
  quota: () => send(SESClient, new GetSendQuotaCommand({})),
  ses2: () => signed(env.AWS_ENDPOINT_URL_SESV2 + '/v2/email/outbound-emails', { FromEmailAddress: email.Source, Destination: email.Destination, Content: { Simple: email.Message } }),
  sns: () => send(SNSClient, new PublishBatchCommand({ TopicArn: env.TOPIC, PublishBatchRequestEntries: [{ Id: '1', Message: 'x' }] })),
  sqs: () => send(SQSClient, new SendMessageBatchCommand({ QueueUrl: env.QUEUE, Entries: [{ Id: '1', MessageBody: 'x' }] })),
  dynamodb: () => send(DynamoDBClient, new PutItemCommand({ TableName: env.TABLE, Item: { id: { S: 'a' } } })),
  cloudwatch: () => send(CloudWatchClient, new DescribeAlarmsCommand({})),
  lambda: () => signed(env.AWS_ENDPOINT_URL_LAMBDA + '/2015-03-31/functions/' + env.OTHER + '/invocations', {}),
  sts: () => send(STSClient, new GetCallerIdentityCommand({})),
};
export const handler = async (name) => {
  try {
    return (await calls[name]()).Arn ?? 'done';
  } catch ({ name, message, $metadata }) {
    return { name, message, status: $metadata?.httpStatusCode };
  }
};`;

/** An app with functions that call services, each as a role of its own with these statements. */
function anApp(callers: Readonly<Record<string, readonly JsonObject[]>>): string {
  const variables = { TOPIC: { Ref: 'Topic' }, QUEUE: { Ref: 'Queue' }, TABLE: { Ref: 'Table' } };
  const Environment = { Variables: { ...variables, OTHER: { Ref: 'Other' } } };
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const roles = Object.entries(callers).map(([id, Statement]) => {
    const Policies = [{ PolicyName: 'Tested', PolicyDocument: { Version: '2012-10-17', Statement } }];
    const Properties = { AssumeRolePolicyDocument: { Statement: [trust] }, Policies };
    return [`${id}Role`, { Type: 'AWS::IAM::Role', Properties }];
  });
  const functions = Object.keys(callers).map((id) => {
    const Role = { 'Fn::GetAtt': [`${id}Role`, 'Arn'] };
    return [id, { code: CALLER, properties: { Environment, Role, Timeout: 10 } }];
  });
  return anAssembly({
    resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      Queue: { Type: 'AWS::SQS::Queue' },
      Table: TABLE,
      ...Object.fromEntries(roles),
    },
    functions: {
      ...Object.fromEntries(functions),
      Other: { code: 'export const handler = async () => "invoked";' },
    },
  });
}

const sendingAs = (address: string) => ({
  ...{ Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' },
  Condition: { StringEquals: { 'ses:FromAddress': address } },
});

describe('a function', () => {
  const stacks = new StartedStacks();
  let stack: LocalStack;
  const lines: string[] = [];
  const call = (caller: string, service: string) => stack.invoke(`Fixture-${caller}`, service);

  beforeAll(async () => {
    const actions = ['ses:*', 'sns:*', 'sqs:*', 'dynamodb:*', 'lambda:*', 'cloudwatch:*'];
    const app = anApp({
      Caller: [],
      Repeating: [],
      Everything: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
      AsAda: [sendingAs('ada@example.com')],
      AsEve: [sendingAs('eve@example.com')],
    });
    stack = await stacks.start(app, {
      log: (source, line) => void lines.push(`${source}: ${line}`),
    });
  });

  afterAll(() => stacks.end());

  describe('that is allowed nothing', () => {
    const because = (action: string) => `because no identity-based policy allows the ${action} action`;

    it.each<[string, string, number, string]>([
      [
        'ses',
        'AccessDenied',
        403,
        `User \`${SESSION}' is not authorized to perform \`ses:SendEmail' on resource \`arn:aws:ses:${HERE}:identity/ada@example.com'`,
      ],
      [
        'ses2',
        'AccessDeniedException',
        403,
        `User \`${SESSION}' is not authorized to perform \`ses:SendEmail' on resource \`arn:aws:ses:${HERE}:identity/ada@example.com'`,
      ],
      [
        'quota',
        'AccessDenied',
        403,
        `User: ${SESSION} is not authorized to perform: ses:GetSendQuota ${because('ses:GetSendQuota')}`,
      ],
      [
        'sns',
        'AuthorizationErrorException',
        403,
        `User: ${SESSION} is not authorized to perform: SNS:Publish on resource: arn:aws:sns:${HERE}:Fixture-Topic ${because('SNS:Publish')}`,
      ],
      [
        'sqs',
        'AccessDenied',
        403,
        `User: ${SESSION} is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:${HERE}:Fixture-Queue ${because('sqs:sendmessage')}`,
      ],
      [
        'dynamodb',
        'AccessDeniedException',
        400,
        `User: ${SESSION} is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:${HERE}:table/Fixture-Table ${because('dynamodb:PutItem')}`,
      ],
      [
        'lambda',
        'AccessDeniedException',
        403,
        `User: ${SESSION} is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:${HERE}:function:Fixture-Other ${because('lambda:InvokeFunction')}`,
      ],
      [
        'cloudwatch',
        'AccessDenied',
        403,
        `User: ${SESSION} is not authorized to perform: cloudwatch:DescribeAlarms ${because('cloudwatch:DescribeAlarms')}`,
      ],
    ])('is refused by %s as by AWS: %s, %d', async (service, name, status, message) => {
      expect(await call('Caller', service)).toEqual({ name, status, message });
    });

    it('may still ask who it is', async () => {
      expect(await call('Caller', 'sts')).toBe(SESSION);
    });

    it('has each refusal in the log once, and in the report as often as it came to it', async () => {
      await call('Repeating', 'quota');
      await call('Repeating', 'quota');

      const logged = lines.filter((line) => /Fixture-Repeating .*ses:GetSendQuota/.test(line));
      expect(logged).toEqual([expect.stringMatching(/^permissions: User: \S+ is not authorized/)]);
      const { functions } = await stack.permissions();
      expect(functions['Fixture-Repeating']?.refused).toContainEqual(
        expect.objectContaining({ action: 'ses:GetSendQuota', resource: '*', times: 2 }),
      );
    });

    it('is not the operator, who may do everything', async () => {
      const client = new STSClient({
        region: stack.region,
        endpoint: stack.endpoints.sts,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });

      expect((await client.send(new GetCallerIdentityCommand({}))).Arn).toBe(
        'arn:aws:iam::000000000000:root',
      );
      const QueueUrl = `${stack.endpoints.sqs}/000000000000/Fixture-Queue`;
      await sqsOf(stack).send(new SendMessageCommand({ QueueUrl, MessageBody: 'by hand' }));
    });
  });

  describe('that is allowed', () => {
    it.each(['ses', 'ses2', 'quota', 'sns', 'sqs', 'dynamodb', 'lambda', 'cloudwatch'])(
      'what it needs of %s is let pass',
      async (service) => {
        expect(await call('Everything', service)).toBe('done');
      },
    );

    it('by no more than a condition on the sender sends as that one alone', async () => {
      expect(await call('AsAda', 'ses')).toBe('done');
      expect(await call('AsEve', 'ses')).toMatchObject({ name: 'AccessDenied' });
    });
  });
});

describe('a function of a stack of its own', () => {
  const stacks = new StartedStacks();

  afterEach(() => stacks.end());

  it('may do everything where nothing is checked', async () => {
    const stack = await stacks.start(anApp({ Caller: [] }), { permissions: false });

    expect(await stack.invoke('Fixture-Caller', 'ses')).toBe('done');
    expect(await stack.permissions()).toEqual({ functions: {}, services: {} });
  });

  it('whose policies have changed wants a restart', async () => {
    const stack = await stacks.start(anApp({ Caller: [] }));
    const newer = anApp({ Caller: [{ Effect: 'Allow', Action: 'ses:*', Resource: '*' }] });

    expect(stack.update(newer)).toMatchObject({ restartNeeded: true });
    removeDirectory(newer);
  });
});

describe('a topic', () => {
  const stacks = new StartedStacks();
  const lines: string[] = [];
  let stack: LocalStack;

  const INVOKE = { Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com' };
  const DENIED = ['has no permission for it', 'has one for another topic', 'has one for another service'];

  /** A topic for each case, whose subscription on a function has a dead-letter queue, which may or may not be written. */
  beforeAll(async () => {
    const parts = [
      aFunctionPipeline('Named', { ...INVOKE, SourceArn: { Ref: 'NamedTopic' } }),
      aFunctionPipeline('Denied0', undefined),
      aFunctionPipeline('Denied1', { ...INVOKE, SourceArn: `arn:aws:sns:${HERE}:other` }),
      aFunctionPipeline('Denied2', {
        ...{ ...INVOKE, Principal: 's3.amazonaws.com' },
        SourceArn: { Ref: 'Denied2Topic' },
      }),
      aFunctionPipeline('Losing', undefined, { isDeadLetterQueueOpen: false }),
    ];
    const code = 'export const handler = async (event) => { console.log("invoked"); };';
    const functions = ['Named', 'Denied0', 'Denied1', 'Denied2', 'Losing'].map((id) => [
      `${id}Worker`,
      { code },
    ]);
    const app = anAssembly({
      resources: Object.assign({}, ...parts),
      functions: Object.fromEntries(functions),
    });
    stack = await stacks.start(app, { log: (source, line) => void lines.push(`${source}: ${line}`) });
  });

  afterAll(() => stacks.end());

  const depth = async (id: string) => {
    const url = `${stack.endpoints.sqs}/000000000000/Fixture-${id}DeadLetterQueue`;
    return (await depthOf(sqsOf(stack), url)).visible;
  };

  const isInvocationOf = (id: string) => (line: string) =>
    line.startsWith(`${id}Worker: `) && line.includes('invoked');

  async function publishTo(id: string): Promise<void> {
    const topicArn = `arn:aws:sns:${HERE}:Fixture-${id}Topic`;
    await new NotificationPublisher({ topicArn, client: snsOf(stack) }).publish(aNotification());
  }

  it('invokes a function whose permission names it', async () => {
    await publishTo('Named');

    await eventually(
      () => lines.filter(isInvocationOf('Named')),
      ({ length }) => length === 1,
    );
    expect(await depth('Named')).toBe(0);
  });

  it.each(DENIED.map((what, index) => [what, `Denied${index}`] as const))(
    'sets aside what is for a function that %s',
    async (_, id) => {
      await publishTo(id);

      await eventually(
        () => depth(id),
        (visible) => visible === 1,
      );
      expect(lines).toContain(
        `permissions: What Fixture-${id}Topic sends to Fixture-${id}Worker is refused because no resource-based policy allows the lambda:InvokeFunction action; the messages go to Fixture-${id}DeadLetterQueue.`,
      );
      expect(lines.filter(isInvocationOf(id))).toEqual([]);
    },
  );

  it('loses it where the dead-letter queue does not let it in either', async () => {
    await publishTo('Losing');

    expect(await depth('Losing')).toBe(0);
    expect(lines).toContainEqual(
      expect.stringMatching(/^permissions: What Fixture-LosingTopic sends .*; the messages are lost\.$/),
    );
    const refused = (await stack.permissions()).services['sns.amazonaws.com'] ?? [];
    expect(refused.filter(({ resource }) => resource.includes('Losing'))).toMatchObject([
      { action: 'lambda:InvokeFunction' },
      { action: 'sqs:SendMessage' },
    ]);
  });
});

/** A topic, and a subscription with a dead-letter queue for the function `<id>Worker`. */
function aFunctionPipeline(
  id: string,
  permission: JsonObject | undefined,
  { isDeadLetterQueueOpen = true } = {},
): Resources {
  const pipeline = aQueuePipeline({}, id);
  const [topic, deadLetterQueue, worker] = [`${id}Topic`, `${id}DeadLetterQueue`, `${id}Worker`];
  const Statement = {
    ...{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage' },
    Condition: { ArnEquals: { 'aws:SourceArn': { Ref: topic } } },
  };
  const Policy = {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: deadLetterQueue }], PolicyDocument: { Statement } },
  };
  const Subscription = {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      ...{ TopicArn: { Ref: topic }, Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': [worker, 'Arn'] } },
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetterQueue, 'Arn'] } },
    },
  };
  const Properties = { ...permission, FunctionName: { Ref: worker } };
  return {
    ...{ [topic]: pipeline[topic], [deadLetterQueue]: pipeline[deadLetterQueue] },
    [`${id}Subscription`]: Subscription,
    ...(isDeadLetterQueueOpen ? { [`${id}Policy`]: Policy } : {}),
    ...(permission ? { [`${id}Permission`]: { Type: 'AWS::Lambda::Permission', Properties } } : {}),
  } as Resources;
}
