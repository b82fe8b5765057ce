import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mailroomHere } from '../support/command/a-command-here.ts';
import { outputsWith } from '../support/command/a-project.ts';
import { Operator } from '../support/command/an-operator.ts';
import { idsOf } from '../support/stack/a-ledger.ts';

let operator: Operator;

beforeAll(async () => {
  operator = await Operator.open();
});

beforeEach(() => operator.reset());

afterAll(() => operator.close());

describe('--queue', () => {
  const queueOf = (url = '') => url.split('/').at(-1) ?? '';
  const names = (): [string, string][] => {
    const { queueUrl = '', deadLetterQueueUrl = '' } = operator.ledger.pipeline;
    return [
      ['the URL of the queue', queueUrl],
      ['the URL of the dead-letter queue', deadLetterQueueUrl],
      ['the name of the queue', queueOf(queueUrl)],
      [
        'the ARN of the dead-letter queue',
        `arn:aws:sqs:us-east-1:000000000000:${queueOf(deadLetterQueueUrl)}`,
      ],
    ];
  };

  it('takes a URL, a name and an ARN, of the queue and of its dead-letter queue', async () => {
    await operator.put(idsOf(3, 'bad'));

    for (const [what, queue] of names()) {
      const { matching, pipeline } = await operator.json<{ matching: number; pipeline: string }>([
        ...['list', '--queue', queue],
      ]);
      expect([what, matching, pipeline]).toEqual([what, 3, queueOf(operator.ledger.pipeline.queueUrl)]);
    }
  });

  it('redrives to where the dead letters came from', async () => {
    await operator.put(['cured'], { evidence: { reason: 'expired' } });

    const { code } = await operator.run(['redrive', '--yes', '--queue', operator.deadLetterQueueUrl]);

    expect(code).toBe(0);
    expect(await operator.ledger.settled()).toEqual({ sent: ['cured'], deadLetters: 0 });
  });

  it.each<[string, () => readonly string[], string]>([
    [
      'a queue without dead letters',
      () => ['dlq', 'list', '--queue', operator.ledger.pipeline.undeliveredQueueUrl ?? ''],
      'has no dead-letter queue, and is no dead-letter queue itself',
    ],
    [
      'the undelivered queue',
      () => ['dlq', 'list', '--undelivered', '--queue', operator.deadLetterQueueUrl],
      'A queue alone does not tell where SNS puts what it cannot deliver',
    ],
    [
      'a topic',
      () => [
        'send',
        '--to',
        'a@example.com',
        '--subject',
        's',
        '--body',
        'b',
        '--queue',
        operator.deadLetterQueueUrl,
      ],
      'A queue alone does not tell its topic',
    ],
    [
      'two targets',
      () => ['status', '--queue', 'q', '--stack', 's'],
      '--stack and --queue exclude each other',
    ],
    [
      'one of several pipelines',
      () => ['status', '--queue', 'q', '--pipeline', 'p'],
      '--queue already is one pipeline',
    ],
  ])('is wrong use for %s', async (_, args, fault) => {
    const { code, stderr } = await mailroomHere(operator.folder, args());

    expect([code, stderr]).toEqual([2, expect.stringContaining(fault)]);
  });
});

describe('--stack', () => {
  let cloudFormation: Server;
  let asked: string[];
  let outputs: string | undefined;
  const before = { ...process.env };

  /** As CloudFormation answers DescribeStacks, in its query protocol. */
  beforeEach(async () => {
    asked = [];
    cloudFormation = createServer(async (request, response) => {
      asked.push(new URLSearchParams(await text(request)).get('StackName') ?? '');
      const member =
        outputs === undefined
          ? ''
          : `<member><OutputKey>customOutputs</OutputKey><OutputValue>${outputs.replaceAll('"', '&quot;')}</OutputValue></member>`;
      response.setHeader('content-type', 'text/xml');
      response.end(
        `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2026-11-25T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${member}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
      );
    }).listen(0, '127.0.0.1');
    await once(cloudFormation, 'listening');
    const { port } = cloudFormation.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${port}`,
      AWS_ENDPOINT_URL_SQS: operator.ledger.stack.endpoints.sqs,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });

  afterEach(() => {
    process.env = { ...before };
    cloudFormation.closeAllConnections();
    cloudFormation.close();
  });

  it('acts on the pipeline that the stack of a backend has in its outputs', async () => {
    await operator.put(idsOf(3, 'bad'));
    outputs = JSON.stringify(outputsWith({ 'Mail/Mail': operator.ledger.pipeline }));

    const list = await operator.json<{ matching: number }>(['list', '--stack', 'amplify-d1-main-branch-0a']);

    expect([list.code, list.matching, asked]).toEqual([0, 3, ['amplify-d1-main-branch-0a']]);
  });

  it.each([undefined, '{"custom":{}}'])('says which stack to name where its outputs are %s', async (text) => {
    outputs = text;

    const { code, stderr } = await operator.run(['list', '--stack', 'nested']);

    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(
        'The stack nested has no pipelines in its outputs: name the stack of the whole backend',
      ),
    ]);
  });
});
