import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../local/assembly/template.ts';
import type { LocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { aNotification } from '../support/a-notification.ts';
import { aQueuePipeline } from '../support/a-queue-pipeline.ts';
import { anAssembly, removeDirectory } from '../support/an-assembly.ts';
import { eventually } from '../support/eventually.ts';
import { depthOf, snsOf, sqsOf } from '../support/queues.ts';
import { StartedStacks } from '../support/started-stacks.ts';

const HERE = 'us-east-1:000000000000';
const SESSION = 'arn:aws:sts::000000000000:assumed-role/Fixture-Role/Fixture-Caller';

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

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

/** An app with a function that calls services as a role with these statements. */
function anApp(...Statement: JsonObject[]): string {
  const variables = { TOPIC: { Ref: 'Topic' }, QUEUE: { Ref: 'Queue' }, TABLE: { Ref: 'Table' } };
  const Environment = { Variables: { ...variables, OTHER: { Ref: 'Other' } } };
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const Policies = [{ PolicyName: 'Tested', PolicyDocument: { Version: '2012-10-17', Statement } }];
  return anAssembly({
    resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      Queue: { Type: 'AWS::SQS::Queue' },
      Table: TABLE,
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: { Statement: [trust] }, Policies },
      },
    },
    functions: {
      Caller: {
        code: CALLER,
        properties: { Environment, Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Timeout: 10 },
      },
      Other: { code: 'export const handler = async () => "invoked";' },
    },
  });
}

describe('a function', () => {
  const stacks = new StartedStacks();
  let stack: LocalStack;
  const lines: string[] = [];
  const call = (name: string) => stack.invoke('Fixture-Caller', name);

  afterAll(() => stacks.end());

  describe('that is allowed nothing', () => {
    beforeAll(async () => {
      const log = (source: string, line: string) => void lines.push(`${source}: ${line}`);
      stack = await stacks.start(anApp(), { log });
    });

    afterAll(() => stacks.end());

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
      expect(await call(service)).toEqual({ name, status, message });
    });

    it('may still ask who it is', async () => {
      expect(await call('sts')).toBe(SESSION);
    });

    it('has each refusal in the log once, and in the report as often as it came to it', async () => {
      await call('quota');

      const logged = lines.filter((line) => line.includes('ses:GetSendQuota'));
      expect(logged).toEqual([expect.stringMatching(/^permissions: User: \S+ is not authorized/)]);
      const { functions } = await stack.permissions();
      expect(functions['Fixture-Caller']?.refused).toContainEqual(
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
    afterEach(() => stacks.end());

    it.each(['ses', 'ses2', 'quota', 'sns', 'sqs', 'dynamodb', 'lambda', 'cloudwatch'])(
      'what it needs of %s is let pass',
      async (service) => {
        const actions = ['ses:*', 'sns:*', 'sqs:*', 'dynamodb:*', 'lambda:*', 'cloudwatch:*'];
        stack = await stacks.start(anApp({ Effect: 'Allow', Action: actions, Resource: '*' }));

        expect(await call(service)).toBe('done');
      },
    );

    it('by no more than a condition on the sender sends as that one alone', async () => {
      const sendingAs = (address: string) => ({
        ...{ Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' },
        Condition: { StringEquals: { 'ses:FromAddress': address } },
      });

      stack = await stacks.start(anApp(sendingAs('ada@example.com')));
      expect(await call('ses')).toBe('done');
      stack = await stacks.start(anApp(sendingAs('eve@example.com')));
      expect(await call('ses')).toMatchObject({ name: 'AccessDenied' });
    });

    it('everything where nothing is checked', async () => {
      stack = await stacks.start(anApp(), { permissions: false });

      expect(await call('ses')).toBe('done');
      expect(await stack.permissions()).toEqual({ functions: {}, services: {} });
    });
  });

  it('whose policies have changed wants a restart', async () => {
    stack = await stacks.start(anApp());
    const newer = anApp({ Effect: 'Allow', Action: 'ses:*', Resource: '*' });

    expect(stack.update(newer)).toMatchObject({ restartNeeded: true });
    removeDirectory(newer);
  });
});

describe('a topic', () => {
  const stacks = new StartedStacks();

  afterEach(() => stacks.end());

  /** A topic whose subscription on a function has a dead-letter queue, which may or may not be written. */
  function aFunctionPipeline(isDeadLetterQueueOpen: boolean, permission: JsonObject | undefined): string {
    const { Topic, DeadLetterQueue } = aQueuePipeline();
    const deadLetterTargetArn = { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] };
    const Statement = {
      ...{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage' },
      Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Topic' } } },
    };
    const Policy = {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { Queues: [{ Ref: 'DeadLetterQueue' }], PolicyDocument: { Statement } },
    };
    const Subscription = {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        ...{ TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': ['Worker', 'Arn'] } },
        RedrivePolicy: { deadLetterTargetArn },
      },
    };
    const Permission = { Type: 'AWS::Lambda::Permission', Properties: permission ?? {} };
    const resources = {
      ...{ Topic, DeadLetterQueue, Subscription },
      ...(isDeadLetterQueueOpen ? { Policy } : {}),
      ...(permission ? { Permission } : {}),
    } as Parameters<typeof anAssembly>[0]['resources'];
    const code = 'export const handler = async (event) => { console.log("invoked"); };';
    return anAssembly({ resources, functions: { Worker: { code } } });
  }

  const INVOKE = {
    ...{ Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com', FunctionName: { Ref: 'Worker' } },
    SourceArn: { Ref: 'Topic' },
  };

  async function published(app: string) {
    const lines: string[] = [];
    const stack = await stacks.start(app, { log: (_, line) => void lines.push(line) });
    const topicArn = `arn:aws:sns:${HERE}:Fixture-Topic`;
    await new NotificationPublisher({ topicArn, client: snsOf(stack) }).publish(aNotification());
    const deadLetterQueueUrl = `${stack.endpoints.sqs}/000000000000/Fixture-DeadLetterQueue`;
    const depth = async () => (await depthOf(sqsOf(stack), deadLetterQueueUrl)).visible;
    return { stack, lines, depth };
  }

  it('invokes a function whose permission names it', async () => {
    const { lines, depth } = await published(aFunctionPipeline(true, INVOKE));

    await eventually(
      () => lines.filter((line) => line.includes('invoked')),
      ({ length }) => length === 1,
    );
    expect(await depth()).toBe(0);
  });

  it.each<[string, JsonObject | undefined]>([
    ['has no permission for it', undefined],
    ['has one for another topic', { ...INVOKE, SourceArn: `arn:aws:sns:${HERE}:other` }],
    ['has one for another service', { ...INVOKE, Principal: 's3.amazonaws.com' }],
  ])('sets aside what is for a function that %s', async (_, permission) => {
    const { lines, depth } = await published(aFunctionPipeline(true, permission));

    await eventually(depth, (visible) => visible === 1);
    expect(lines).toContain(
      'What Fixture-Topic sends to Fixture-Worker is refused because no resource-based policy allows the lambda:InvokeFunction action; the messages go to Fixture-DeadLetterQueue.',
    );
    expect(lines).not.toContainEqual(expect.stringContaining('invoked'));
  });

  it('loses it where the dead-letter queue does not let it in either', async () => {
    const { stack, lines, depth } = await published(aFunctionPipeline(false, undefined));

    expect(await depth()).toBe(0);
    expect(lines).toContainEqual(
      expect.stringMatching(/^What Fixture-Topic sends .*; the messages are lost\.$/),
    );
    expect((await stack.permissions()).services['sns.amazonaws.com']).toMatchObject([
      { action: 'lambda:InvokeFunction' },
      { action: 'sqs:SendMessage' },
    ]);
  });
});
