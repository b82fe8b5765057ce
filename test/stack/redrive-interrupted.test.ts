import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningCommand } from '../support/command/a-command.ts';
import { hasTerminals, mailroomAtTerminal } from '../support/command/a-terminal.ts';
import { Operator } from '../support/command/an-operator.ts';
import { eventually } from '../support/eventually.ts';
import { idsOf } from '../support/stack/a-ledger.ts';

const CURED = { evidence: { reason: 'expired', error: 'MailFromDomainNotVerifiedException' } };

/** At this rate a redrive has ten messages in hand, one batch every 0.4 seconds. */
const RATE = ['--rate', '25'];

describe('a redrive that is interrupted', () => {
  let operator: Operator;

  beforeAll(async () => {
    operator = await Operator.open();
  });

  beforeEach(() => operator.reset());

  afterAll(() => operator.close());

  it('finishes what it has in hand at Ctrl-C, and the same command goes on', async () => {
    const ids = idsOf(45, 'interrupted');
    await operator.put(ids, CURED);
    let command: RunningCommand | undefined;
    let batches = 0;
    const folder = await operator.aProxiedFolder((action, body) => {
      // At the second batch, and only once: a second signal would end it at once.
      if (action === 'SendMessageBatch' && ++batches === 2) command?.process.kill('SIGINT');
      return body;
    });

    command = operator.start(['redrive', ...RATE, '--yes'], folder);
    const firstCode = await command.exitCode;
    await operator.ledger.drained();
    const between = await operator.ledger.settled();
    const second = await operator.run(['redrive', '--rate', '500', '--yes'], folder);
    await operator.ledger.sentCount(ids.length);

    expect(firstCode).toBe(130);
    expect(command.output.stderr).toContain('Stopping once what is in hand is finished.');
    expect(command.output.stdout).toContain('Interrupted\n');
    expect(command.output.stdout).toContain('Go on with the same command');
    expect(await operator.depth()).toEqual({ visible: 0, inFlight: 0 });
    expect(between.sent.length + between.deadLetters).toBe(ids.length);
    expect(second.code).toBe(0);
    expect(await operator.ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    const audit = operator.auditIn(folder);
    const [, interrupted = [], , finished = []] = audit.map((line) => line.ids as string[]);
    expect(audit.map(({ state }) => state)).toEqual(['started', 'interrupted', 'started', 'finished']);
    expect(interrupted).toHaveLength(between.sent.length);
    expect([...interrupted, ...finished].sort()).toEqual(ids);
  });

  (hasTerminals ? it : it.skip)(
    'ends as interrupted when its terminal is closed, with what was done on record',
    async () => {
      const ids = idsOf(40, 'closed');
      await operator.put(ids, CURED);
      const command = mailroomAtTerminal(operator.folder, ['dlq', 'redrive', '--rate', '2', '--yes']);
      await command.shown('Redriven 2 of');

      command.close();

      const audit = await eventually(
        () => operator.audit,
        ({ length }) => length === 2,
      );
      const done = (audit[1]?.ids ?? []) as string[];
      expect(audit[1]).toMatchObject({
        state: 'interrupted',
        counts: { redriven: done.length, notDeleted: 0 },
      });
      expect(done.length).toBeGreaterThan(0);
      expect(await operator.depth()).toEqual({ visible: ids.length - done.length, inFlight: 0 });
    },
  );

  it('gives everything back at Ctrl-C while it still plans, and does nothing', async () => {
    await operator.put(idsOf(30, 'planned'), CURED);
    let command: RunningCommand | undefined;
    let isInterrupted = false;
    const folder = await operator.aProxiedFolder((action, body) => {
      // Only once: a second signal would end it at once.
      if (action === 'ReceiveMessage' && !isInterrupted)
        isInterrupted = command?.process.kill('SIGINT') ?? false;
      return body;
    });

    command = operator.start(['redrive', '--yes'], folder);

    expect(await command.exitCode).toBe(130);
    expect(command.output.stderr).toContain('Interrupted: nothing was done.');
    expect(command.output.stdout).toContain('NOT THE WHOLE PICTURE: It was interrupted.');
    expect(operator.auditIn(folder)).toEqual([]);
    expect(await operator.ledger.settled()).toEqual({ sent: [], deadLetters: 30 });
    expect(await operator.depth()).toEqual({ visible: 30, inFlight: 0 });
  });

  it('loses nothing and sends nothing twice when it is killed between sending and deleting', async () => {
    const ids = idsOf(30, 'killed');
    const QueueUrl = operator.deadLetterQueueUrl;
    await operator.put(ids, CURED);
    let command: RunningCommand | undefined;
    let deletions = 0;
    let inHand: { Id: string; ReceiptHandle: string }[] = [];
    const folder = await operator.aProxiedFolder((action, body) => {
      if (action !== 'DeleteMessageBatch' || ++deletions < 2) return body;
      command?.process.kill('SIGKILL');
      inHand = body.Entries as typeof inHand;
      return undefined;
    });

    command = operator.start(['redrive', ...RATE, '--yes'], folder);
    await command.exitCode;
    const left = await operator.depth();
    // What it hid would be visible again two minutes after it died.
    const Entries = inHand.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
    await operator.sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    const second = await operator.run(['redrive', '--rate', '500', '--yes']);

    expect(second.code).toBe(0);
    expect(left.visible).toBeGreaterThan(0);
    expect(left.inFlight).toBe(inHand.length);
    await operator.ledger.loggedTimes('Duplicate not sent', 1);
    await operator.ledger.sentCount(ids.length);
    expect(await operator.ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    expect(operator.auditIn(folder)[0]).toMatchObject({ state: 'started' });
  });
});
