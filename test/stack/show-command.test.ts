import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoryDocument } from '../../cli/show/document.ts';
import { type HistoryEvent, historyAttribute, historyKey } from '../../contract/history.ts';
import { LOCAL_CREDENTIALS } from '../../contract/local-stack-file.ts';
import { sentKey } from '../../contract/sent-record.ts';
import { withoutEscapes } from '../../words/plain.ts';
import { type Ended, mailroomHere } from '../support/command/a-command-here.ts';
import { hasTerminals, mailroomAtTerminal } from '../support/command/a-terminal.ts';
import { Operator } from '../support/command/an-operator.ts';
import { eventually } from '../support/eventually.ts';
import { WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

const EXPIRED = { reason: 'expired', error: 'Throttling', attempts: 31 };

const BOUNCED: HistoryEvent = {
  kind: 'bounced',
  at: '2026-11-28T12:00:03.000Z',
  recipients: 1,
  type: 'Permanent',
  subtype: 'General',
  status: '5.1.1',
};

let operator: Operator;
let table: DynamoDBClient;

beforeAll(async () => {
  operator = await Operator.open(WITH_FEEDBACK);
  const { endpoints, region } = operator.ledger.stack;
  table = new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials: LOCAL_CREDENTIALS });
});

afterAll(async () => {
  table.destroy();
  await operator.close();
});

/** Has it in the table that this happened to a notification. */
async function happened(id: string, event: HistoryEvent): Promise<void> {
  const { name, value } = historyAttribute(event);
  await table.send(
    new UpdateItemCommand({
      TableName: operator.ledger.pipeline.tableName,
      Key: { id: { S: historyKey(id) } },
      UpdateExpression: 'SET #event = :event',
      ExpressionAttributeNames: { '#event': name },
      ExpressionAttributeValues: { ':event': { S: value } },
    }),
  );
}

async function put(item: PutItemCommand['input']['Item']): Promise<void> {
  await table.send(new PutItemCommand({ TableName: operator.ledger.pipeline.tableName, Item: item }));
}

const show = (args: readonly string[], folder = operator.folder): Promise<Ended> =>
  mailroomHere(folder, ['show', ...args]);

async function story(id: string, folder = operator.folder): Promise<{ code: number | null } & StoryDocument> {
  const { code, stdout } = await show([id, '--json'], folder);
  return { code, ...JSON.parse(stdout) };
}

describe('mailroom show', () => {
  it('tells of what was sent SES’s id, and what SES told since', async () => {
    await operator.ledger.publish(['sent-1']);
    await operator.ledger.sentCount(1);
    await operator.ledger.drained();
    const [{ messageId = '' } = {}] = await operator.ledger.stack.ses.emails();
    await happened('sent-1', { ...BOUNCED, sesMessageId: messageId });

    const { code, stdout, stderr } = await show(['sent-1']);

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Account 000000000000, region us-east-1, pipeline Mail/Mail (local stack)\n',
    });
    expect(stdout).toMatch(/^sent-1\n {2}It bounced: /);
    expect(stdout).toContain('  2026-11-28T12:00:03.000Z  bounced (Permanent · General');
    const { sesMessageIds, table: entry, state } = await story('sent-1');
    expect({ state, entry }).toEqual({
      state: 'bounced',
      entry: { value: { record: 'sent', lockedUntil: null, expires: expect.stringMatching(/^\d{4}-.*Z$/) } },
    });
    expect(sesMessageIds).toEqual([messageId]);
  });

  it('tells of a dead letter why, how often it was tried, and who redrove it', async () => {
    await operator.put(['dead-1'], { evidence: { ...EXPIRED, redrives: 1 } });
    expect(await story('dead-1')).toMatchObject({
      code: 0,
      state: 'dead-letter',
      deadLetters: {
        value: { letters: [{ reason: 'expired', error: 'Throttling', attempts: 31, redrives: 1 }] },
      },
    });

    await operator.run(['redrive', '--id', 'dead-1', '--yes']);
    await operator.ledger.drained();

    const again = await eventually(
      () => story('dead-1'),
      ({ state }) => state === 'delivered',
    );
    expect(again.story.filter(({ event }) => event === 'redrive')).toMatchObject([
      { principal: expect.stringContaining('arn:aws:'), state: 'finished' },
    ]);
    expect(await operator.depth()).toEqual({ visible: 0, inFlight: 0 });
  });

  it('finds a dead letter by the id of its message too, and then its record', async () => {
    await operator.put(['dead-2'], { evidence: EXPIRED });
    const { deadLetters } = await story('dead-2');
    const [letter] = 'value' in deadLetters ? deadLetters.value.letters : [];
    await happened('dead-2', { kind: 'delivered', at: '2026-11-28T12:00:03.000Z' });

    expect(await story(letter?.messageId ?? '')).toMatchObject({ code: 0, id: 'dead-2', state: 'delivered' });
  });

  it('tells that nobody knows how an attempt ended', async () => {
    await put({
      id: { S: sentKey('left-1') },
      status: { S: 'INPROGRESS' },
      in_progress_expiration: { N: '1000' },
    });

    const { code, stdout } = await show(['left-1']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^attempt +how the last one ended is not known, /m);
  });

  it('ends with 1 where nothing is known, and says what that can mean', async () => {
    const { code, stdout } = await show(['nobody']);

    expect(code).toBe(1);
    expect(stdout).toMatch(/^nobody\n {2}Neither the table nor a dead-letter queue knows it\.\n/);
    expect(stdout).toContain('never published under this id');
    expect((await show(['ada@example.com'])).stdout).toContain('Nothing is kept by an address');
  });

  it('tells the rest where the table cannot be read', async () => {
    await operator.put(['dead-3'], { evidence: EXPIRED });
    const { sqs } = operator.ledger.stack.endpoints;
    const folder = operator.aFolder({ dynamodb: `${sqs}/nothing-of-the-kind` });

    expect(await story('dead-3', folder)).toMatchObject({
      code: 1,
      state: 'dead-letter',
      table: { unavailable: expect.any(String) },
    });
  });

  it('looks into a queue alone, and says what it cannot know', async () => {
    await operator.put(['dead-4'], { evidence: EXPIRED });

    const { code, stdout } = await show(['dead-4', '--queue', operator.queueName]);

    expect(code).toBe(1);
    expect(stdout).toMatch(/^table +The outputs of the pipeline name none/m);
    expect(stdout).toMatch(/^undelivered +could not be read: The pipeline names no queue/m);
  });

  it.each([
    ['without an id', []],
    ['with two', ['a', 'b']],
    ['of a topic alone', ['a', '--topic-arn', 'arn:aws:sns:us-east-1:000000000000:topic']],
  ])('is wrong use %s', async (_, args) => {
    expect(await show(args)).toMatchObject({ code: 2, stdout: '' });
  });

  it('reads the audit file that it is told', async () => {
    const redrives = ({ story }: StoryDocument) => story.filter(({ event }) => event === 'redrive');
    expect(redrives(await story('dead-1'))).toHaveLength(1);
    const elsewhere = await show(['dead-1', '--json', '--audit', join(operator.folder, 'none.jsonl')]);
    expect(redrives(JSON.parse(elsewhere.stdout))).toEqual([]);
  });
});

const itAtTerminal = hasTerminals ? it : it.skip;

itAtTerminal.each([48, 120])('show fits a terminal of %d columns', async (columns) => {
  await operator.put(['narrow-1'], { evidence: { ...EXPIRED, redrives: 1 } });

  const command = mailroomAtTerminal(operator.folder, ['show', 'narrow-1'], { columns });
  expect(await command.exitCode).toBe(0);

  const text = withoutEscapes(command.screen);
  expect(text).toContain('It was given up.');
  const lines = text.split('\r\n').filter((line) => !line.includes('npx amplify-mailroom'));
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
});
