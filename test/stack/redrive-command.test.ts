import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { unwrap } from '../../contract/envelope.ts';
import type { ListDocument } from '../../words/dead-letters/list-document.ts';
import type { RedriveDocument } from '../../words/dead-letters/redrive-document.ts';
import { mailroomHere } from '../support/command/a-command-here.ts';
import { Operator } from '../support/command/an-operator.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { idsOf, SEND_RATE } from '../support/stack/a-ledger.ts';

const CURED = { evidence: { reason: 'expired', error: 'MailFromDomainNotVerifiedException' } };
const FAST = ['--rate', '500', '--yes'];

describe('mailroom dlq redrive', () => {
  let operator: Operator;

  beforeAll(async () => {
    operator = await Operator.open();
  });

  beforeEach(() => operator.reset());

  afterAll(() => operator.close());

  it('tells the night story: what was cured goes back and is sent once, the rest stays', async () => {
    const cured = idsOf(14, 'cured');
    await operator.put(cured, CURED);
    await operator.put(idsOf(4, 'bad'));

    const list = await operator.json<ListDocument>(['list']);
    const dryRun = await operator.json<RedriveDocument>(['redrive', '--reason', 'expired', '--dry-run']);
    const untouched = await operator.depth();
    const redrive = await operator.json<RedriveDocument>(['redrive', '--reason', 'expired', ...FAST]);

    expect(list.groups).toMatchObject([
      { reason: 'expired', count: 14 },
      { reason: 'message-rejected', count: 4 },
    ]);
    expect(dryRun).toMatchObject({ code: 0, plan: { count: 14 }, outcome: null });
    expect(untouched).toEqual({ visible: 18, inFlight: 0 });
    expect(redrive).toMatchObject({
      code: 0,
      plan: {
        method: 'message-by-message',
        account: '000000000000',
        region: 'us-east-1',
        pipeline: 'Mail/Mail',
        from: operator.deadLetterQueueUrl,
        to: operator.ledger.pipeline.queueUrl,
        count: 14,
        groups: [{ reason: 'expired', error: 'MailFromDomainNotVerifiedException', count: 14, redriven: 0 }],
        staying: { redrivenBefore: 0, unpatchable: {}, notMeant: 4 },
        rate: 500,
        rateFrom: 'option',
        patch: null,
        partial: [],
      },
      outcome: {
        state: 'finished',
        counts: { redriven: 14, refused: 0, notDeleted: 0, unpatchable: 0 },
        refusals: {},
        audit: 'mailroom-audit.jsonl',
        error: null,
      },
    });
    expect([...(redrive.outcome?.ids ?? [])].sort()).toEqual(cured);
    await operator.ledger.sentCount(14);
    expect(await operator.ledger.settled()).toEqual({ sent: cured, deadLetters: 4 });
    expect(operator.audit).toMatchObject([
      { state: 'started', action: 'redrive', filter: { reasons: ['expired'] }, rate: 500 },
      { state: 'finished', principal: expect.stringMatching(/^arn:/), counts: { redriven: 14 } },
    ]);
    expect(operator.audit[1]).toMatchObject({
      run: operator.audit[0]?.run,
      account: '000000000000',
      region: 'us-east-1',
      queue: operator.deadLetterQueueUrl,
      destination: operator.ledger.pipeline.queueUrl,
      ids: redrive.outcome?.ids,
    });
  });

  it('keeps the group of a tenant, as the dead letter does', async () => {
    const { ledger } = operator;
    await ledger.stack.ses.configure({ verified: ['sender@example.com'] });
    await ledger.publish(['order-of-acme'], { tenant: 'acme' });
    await ledger.loggedTimes('Notification rejected', 1);

    const redrive = await operator.run(['redrive', ...FAST]);
    await ledger.loggedTimes('Notification rejected', 2);

    expect(redrive.code).toBe(0);
    const [letter] = await ledger.deadLetters(1);
    expect(letter).toMatchObject({
      evidence: { redrives: 1 },
      message: { Attributes: { MessageGroupId: 'acme' } },
    });
  });

  it('leaves out what failed again, until it is asked for', async () => {
    const { ses } = operator.ledger.stack;
    await ses.configure({ verified: ['sender@example.com'] });
    const ids = idsOf(12, 'again');
    await operator.put(ids, CURED);

    const first = await operator.run(['redrive', ...FAST]);
    await operator.ledger.loggedTimes('Notification rejected', ids.length);
    await operator.ledger.drained();
    const second = await operator.run(['redrive', ...FAST]);
    await ses.configure({ verified: null });
    const third = await operator.run(['redrive', '--redrives', 'any', ...FAST]);

    expect(first.code).toBe(0);
    expect(second).toMatchObject({
      code: 0,
      stdout:
        'Nothing to redrive.\n\nStay where they are\n  12  redriven before, and failed again: add --redrives any to include them\n',
    });
    expect(third.stdout).toContain('12  recipient-not-verified · MessageRejected (all redriven before)');
    await operator.ledger.sentCount(ids.length);
    expect(await operator.ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
  });

  it('keeps bodies and attributes to the byte, also of what lies in an envelope', async () => {
    const body = '{ "subject":"Sp\\u00e4t",  "odd": 1.0 }\n';
    const binary = new Uint8Array([0, 255, 128, 10]);
    const attributes = {
      tenant: { DataType: 'String.kind', StringValue: ' Ä\t漢字 ' },
      count: { DataType: 'Number', StringValue: '1.50' },
      bytes: { DataType: 'Binary.png', BinaryValue: binary },
    };
    const ten = Object.fromEntries(
      Array.from({ length: 10 }, (_, n) => [`a${n}`, { dataType: 'String', stringValue: `${n}` }]),
    );
    const bytes = { dataType: 'Binary', binaryValue: Buffer.from(binary).toString('base64') };
    const envelope = { body, attributes: { ...ten, a9: bytes } };
    await operator.put(['plain'], { body, attributes, evidence: { reason: 'expired' } });
    await operator.put(['wrapped'], {
      body: JSON.stringify(envelope),
      evidence: { reason: 'expired', wrapped: true },
    });

    const { code } = await operator.run(['redrive', ...FAST]);
    const letters = await operator.ledger.deadLetters(2);

    const [plain, wrapped] = ['plain', 'wrapped'].map((id) =>
      letters.find(({ evidence }) => evidence.id === id),
    );
    const { mailroom: _, ...others } = plain?.message.MessageAttributes ?? {};
    expect(code).toBe(0);
    expect(plain?.message.Body).toBe(body);
    expect(others).toEqual(attributes);
    expect(plain?.evidence).toMatchObject({ reason: 'invalid', redrives: 1, wrapped: false });
    expect(unwrap(wrapped?.message.Body ?? '')).toEqual(envelope);
    expect(Object.keys(wrapped?.message.MessageAttributes ?? {})).toEqual(['mailroom']);
    expect(wrapped?.evidence).toMatchObject({ reason: 'invalid', redrives: 1, wrapped: true });
  });

  it('patches payloads on their way, shows how, and leaves what that would spoil', async () => {
    const letter = (id: string) =>
      JSON.stringify(aNotification({ id, subject: id, recipient: 'ada@gmial.com' }));
    for (const id of ['patched-1', 'patched-2']) await operator.put([id], { ...CURED, body: letter(id) });
    await operator.put(['broken'], { ...CURED, body: 'no JSON' });
    writeFileSync(join(operator.folder, 'fix.json'), '{"recipient":"ada@gmail.com"}');
    const command = ['redrive', '--patch', 'fix.json', ...FAST];

    const shown = await operator.run([...command, '--dry-run', '--show-recipients']);
    const { code, stdout } = await operator.run(command);

    expect(shown.stdout).toContain('-  "recipient": "ada@gmial.com",\n+  "recipient": "ada@gmail.com"');
    expect(stdout).toContain('The patch changes recipient.');
    expect(stdout).toContain('-  "recipient": "a***@gmial.com",\n+  "recipient": "a***@gmail.com"');
    expect(stdout).toContain('1  the patch makes no notification of them: the payload is no JSON object');
    expect(stdout).toContain('1  stay where they are, since the patch makes no notification of them');
    expect(code).toBe(1);
    await operator.ledger.sentCount(2);
    expect(await operator.ledger.settled()).toEqual({ sent: ['patched-1', 'patched-2'], deadLetters: 1 });
    const emails = await operator.ledger.stack.ses.emails();
    expect(JSON.stringify(emails)).not.toContain('gmial');
    expect(operator.audit.at(-1)).toMatchObject({ patchedKeys: ['recipient'], state: 'finished' });
    expect(JSON.stringify(operator.audit)).not.toContain('gmail');
  });

  it('leaves what SQS refuses, says why, and sends the others', async () => {
    const QueueUrl = operator.ledger.pipeline.queueUrl;
    const limit = (MaximumMessageSize: string) =>
      operator.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { MaximumMessageSize } }));
    const small = idsOf(12, 'small');
    const large = ['large-1', 'large-2'];
    await operator.put(small, CURED);
    for (const id of large) {
      const body = JSON.stringify(aNotification({ id, subject: id, body: 'x'.repeat(4_000) }));
      await operator.put([id], { ...CURED, body });
    }

    await limit('2048');
    const first = await operator.run(['redrive', ...FAST]);
    await operator.ledger.sentCount(small.length);
    const afterFirst = await operator.ledger.settled();
    await limit('262144');
    const second = await operator.run(['redrive', ...FAST]);
    await operator.ledger.sentCount(small.length + large.length);

    expect(first.code).toBe(1);
    expect(first.stdout).toContain('12  redriven\n');
    expect(first.stdout).toContain('2  refused by SQS, and stay where they are: InvalidParameterValue 2\n');
    expect(afterFirst).toEqual({ sent: small, deadLetters: 2 });
    expect(second.code).toBe(0);
    expect(await operator.ledger.settled()).toEqual({ sent: [...large, ...small], deadLetters: 0 });
    expect(operator.audit[1]).toMatchObject({ counts: { redriven: 12, refused: 2 } });
  });

  it('sends nothing twice and loses nothing while somebody else takes dead letters away', async () => {
    const ids = idsOf(45, 'contended');
    await operator.put(ids, CURED);
    const { deadLetterQueueUrl: QueueUrl } = operator;
    const taken: string[] = [];
    const takeAway = async () => {
      const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 3 });
      const { Messages = [] } = await operator.sqs.send(command);
      if (Messages.length === 0) return;
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await operator.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      taken.push(...Messages.map(({ Body = '' }) => JSON.parse(Body).id));
    };
    const folder = await operator.aProxiedFolder(async (action, body) => {
      if (action === 'SendMessageBatch') await takeAway();
      return body;
    });

    const { code } = await operator.run(['redrive', '--rate', '50', '--yes'], folder);

    expect(code).toBe(0);
    await operator.ledger.drained();
    await operator.ledger.sentCount(ids.length - taken.length);
    const { sent, deadLetters } = await operator.ledger.settled();
    expect(taken.length).toBeGreaterThan(0);
    expect([...sent, ...taken].sort()).toEqual(ids);
    expect(deadLetters).toBe(0);
  });

  it('lets nothing in a message reach the terminal but text', async () => {
    const evil = 'x\u001b[31mred\u001b]0;title\u0007\u009b2J\u202eabc\r\u0008';
    const body = JSON.stringify({
      ...aNotification({ subject: evil, body: evil }),
      [evil]: 'ada@example.com',
    });
    await operator.put(['evil'], { body, evidence: { reason: evil, error: evil, message: evil } });
    await operator.put(['list'], { body: `[${JSON.stringify(evil)}]`, evidence: { reason: evil } });
    writeFileSync(join(operator.folder, 'fix.json'), '{"body":"New"}');
    const commands = [
      ['redrive', '--dry-run', '--patch', 'fix.json'],
      ['redrive', '--dry-run', '--patch', 'fix.json', '--json', '--show-recipients'],
      ['redrive', '--dry-run', '--patch', 'fix.json', '--show-recipients'],
      ['purge', '--dry-run'],
      ['purge', '--dry-run', '--json'],
      ['redrive', ...FAST],
    ];

    for (const command of commands) {
      const { code, stdout, stderr } = await operator.run(command);
      expect({ command, code }).toEqual({ command, code: 0 });
      expect(`${stdout}${stderr}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(stdout).not.toContain('ada@');
    }
  });

  it('moves everything by a move task of SQS, each once', async () => {
    const ids = idsOf(12, 'moved');
    await operator.put(ids.slice(0, 8), CURED);
    await operator.put(ids.slice(8), { evidence: { reason: 'expired', redrives: 3 } });

    const { code, plan, outcome } = await operator.json<RedriveDocument>(['redrive', '--all', ...FAST]);

    expect({ code, plan, outcome }).toMatchObject({
      code: 0,
      plan: { method: 'move-task', count: 12, rate: 500 },
      outcome: { state: 'finished', counts: { moved: 12 }, ids: [], error: null },
    });
    await operator.ledger.sentCount(ids.length);
    expect(await operator.ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    expect(operator.audit).toMatchObject([
      { action: 'move', state: 'started', filter: {}, rate: 500 },
      { action: 'move', state: 'finished', counts: { moved: 12 }, ids: [] },
    ]);
  });

  it('goes message by message where a move task cannot, and says so', async () => {
    const { code, stdout } = await operator.run(['redrive', '--all', '--undelivered', ...FAST]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Message by message: SQS's move tasks do not take the queue/);
  });

  it('does nothing where its audit cannot be written', async () => {
    await operator.put(['unaudited'], CURED);

    const { code, stderr } = await operator.run(['redrive', '--audit', '.', ...FAST]);

    expect(code).toBe(1);
    expect(stderr).toContain('Nothing was done, since the audit file cannot be written');
    expect(await operator.depth()).toEqual({ visible: 1, inFlight: 0 });
  });

  it('goes by the send rate of the pipeline and of the account', async () => {
    await operator.ledger.stack.ses.configure({ sendRate: 7 });
    const withoutSes = operator.aFolder({ ses: 'http://127.0.0.1:9' });

    const known = await operator.json<RedriveDocument>(['redrive', '--dry-run']);
    const unknown = await operator.json<RedriveDocument>(['redrive', '--dry-run'], withoutSes);

    expect(known.plan).toMatchObject({ rate: 7, rateFrom: 'send-rate', quotaFault: null });
    expect(unknown.plan).toMatchObject({
      rate: SEND_RATE,
      rateFrom: 'send-rate',
      quotaFault: expect.stringMatching(/^AWS could not be reached \(ECONNREFUSED\)/),
    });
  });
});

describe('mailroom dlq, used wrongly', () => {
  it.each<[string, readonly string[], string]>([
    ['nobody to ask', ['redrive'], 'There is no terminal to ask at: give --yes'],
    ['JSON without an answer', ['redrive', '--json'], 'With --json there is no question'],
    [
      '--all with a filter',
      ['redrive', '--all', '--reason', 'expired', '--yes'],
      '--all redrives everything',
    ],
    ['a patch that is not there', ['redrive', '--patch', 'none.json', '--yes'], 'none.json cannot be read'],
    ['no rate', ['redrive', '--rate', '0', '--yes'], 'Expected messages a second'],
    ['nobody to ask for a name', ['purge'], 'There is no terminal to ask at: give --confirm'],
  ])('ends with 2 at %s, before it looks for a target', async (_, args, fault) => {
    const { code, stdout, stderr } = await mailroomHere(tmpdir(), ['dlq', ...args]);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(fault);
    expect(stderr).not.toContain('Account');
  });
});
