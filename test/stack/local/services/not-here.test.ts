import { DynamoDBClient, TransactGetItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDynamoDb } from '../../../../local/services/dynamodb/dynalite.ts';
import { startSnsSqs } from '../../../../local/services/sns-sqs/fauxqs.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** As an SDK signs a request to a service. */
const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe('a service that is not emulated', () => {
  let emulator: Awaited<ReturnType<typeof startSnsSqs>>;

  beforeAll(async () => {
    emulator = await startSnsSqs({ port: 0 });
  });

  afterAll(() => emulator.stop());

  async function ask(path: string, init: RequestInit) {
    const response = await fetch(`${emulator.url}${path}`, init);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  it.each([
    ['AmazonSSM.GetParameters', 'ssm', 'AWS Systems Manager', 'ssm:GetParameters'],
    [
      'secretsmanager.GetSecretValue',
      'secretsmanager',
      'AWS Secrets Manager',
      'secretsmanager:GetSecretValue',
    ],
    ['AWSEvents.PutEvents', 'events', 'Amazon EventBridge', 'events:PutEvents'],
    ['AWSStepFunctions.StartExecution', 'states', 'AWS Step Functions', 'states:StartExecution'],
    ['TrentService.ListKeys', 'kms', 'AWS KMS', 'kms:ListKeys'],
    ['Comprehend_20171127.DetectSentiment', 'comprehend', 'comprehend', 'comprehend:DetectSentiment'],
  ])('is named where %s is asked for', async (target, service, name, action) => {
    const headers = {
      ...signedFor(service),
      ...{ 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    };
    const { status, text, headers: answered } = await ask('/', { method: 'POST', headers, body: '{}' });

    expect([status, answered.get('x-amzn-errortype')]).toEqual([400, 'NotEmulated']);
    expect(JSON.parse(text).message).toBe(
      `${name} is not emulated by the local stack, so ${action} was not done.`,
    );
  });

  it.each([
    ['PUT', '/bucket?website'],
    ['GET', '/bucket?policy'],
    ['GET', '/bucket/key?tagging'],
    ['GET', '/bucket/key?versionId=1'],
    ['POST', '/bucket/key?restore'],
  ])('is told of the parts of S3 that are not here: %s %s', async (method, path) => {
    const { status, text } = await ask(path, { method, headers: signedFor('s3') });

    expect(status).toBe(400);
    expect(text).toContain('<Error><Code>NotEmulated</Code>');
    expect(text).toContain(
      `${method} ${path.split('?')[0]} is no request that the local stack knows of Amazon S3.`,
    );
  });

  it('is S3 where nobody signs, which it refuses', async () => {
    const { status, text } = await ask('/bucket/key', {});

    expect(status).toBe(403);
    expect(text).toContain('<Error><Code>AccessDenied</Code>');
  });

  it('is told where the stack has it at another address', async () => {
    const { status, text } = await ask('/2015-03-31/functions/f/invocations', {
      ...{ method: 'POST', headers: signedFor('lambda'), body: '{}' },
    });

    expect(status).toBe(400);
    expect(JSON.parse(text).message).toMatch(/^This is not the address of Lambda/);
  });

  it.each([
    ['sts', 'AssumeRole', 'AWS STS is not emulated by the local stack, so sts:AssumeRole was not done.'],
    ['iam', 'ListRoles', 'AWS IAM is not emulated by the local stack.'],
  ])('is named in XML where %s is asked to %s', async (service, Action, message) => {
    const { status, text } = await ask('/', {
      ...{ method: 'POST', headers: signedFor(service), body: new URLSearchParams({ Action }) },
    });

    expect(status).toBe(400);
    expect(text).toContain(`<Code>NotEmulated</Code><Message>${message}</Message>`);
  });

  it('still tells who a caller is, and answers SNS and SQS', async () => {
    const answers = async (service: string, Action: string) =>
      (
        await ask('/', {
          ...{ method: 'POST', headers: signedFor(service), body: new URLSearchParams({ Action }) },
        })
      ).status;

    expect(await answers('sts', 'GetCallerIdentity')).toBe(200);
    expect(await answers('sns', 'ListTopics')).toBe(200);
  });

  it.each(['/', '/000000000000/queue'])(
    'is the protocol of SQS that older clients speak at %s, which is told',
    async (path) => {
      for (const headers of [signedFor('sqs'), {}]) {
        const body = new URLSearchParams({ Action: 'ReceiveMessage' });
        const { status, text } = await ask(path, { method: 'POST', headers, body });

        expect(status).toBe(400);
        expect(text).toContain("<Message>The local SQS speaks SQS's JSON protocol alone");
      }
    },
  );
});

describe('what DynamoDB has and its emulator does not', () => {
  it('is named', async () => {
    const emulator = await startDynamoDb({ port: 0 });
    const client = new DynamoDBClient({ region: 'us-east-1', endpoint: emulator.url, credentials });

    const asked = client.send(new TransactGetItemsCommand({ TransactItems: [] }));

    await expect(asked).rejects.toMatchObject({
      name: 'NotEmulated',
      message: 'TransactGetItems of DynamoDB is not emulated by the local stack.',
    });
    await emulator.stop();
  });
});
