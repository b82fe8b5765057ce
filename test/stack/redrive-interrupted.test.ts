import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { RunningCommand } from '../support/a-command.ts';
import { idsOf } from '../support/a-ledger.ts';
import { Operator } from '../support/an-operator.ts';
import { type SqsProxy, startSqsProxy } from '../support/an-sqs-proxy.ts';
import { eventually } from '../support/eventually.ts';

const CURED = { evidence: { reason: 'expired', error: 'MailFromDomainNotVerifiedException' } };

jest.setTimeout(60_000);

describe('a redrive that is interrupted', () => {
  let operator: Operator;
  let proxy: SqsProxy | undefined;

  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
    await operator.close();
  });

  it('finishes what it has in hand at Ctrl-C, and the same command goes on', async () => {
    operator = await Operator.open();
    const ids = idsOf(120);
    await operator.put(ids, CURED);

    const first = operator.start(['redrive', '--rate', '40', '--yes']);
    await operator.ledger.sentCount(20);
    first.process.kill('SIGINT');
    const firstCode = await first.exitCode;
    await operator.ledger.drained();
    const between = await operator.ledger.settled();
    const second = await operator.run(['redrive', '--rate', '500', '--yes']);
    await operator.ledger.sentCount(ids.length);

    expect(firstCode).toBe(130);
    expect(first.output.stderr).toContain('Stopping once what is in hand is finished.');
    expect(first.output.stdout).toContain('Interrupted\n');
    expect(first.output.stdout).toContain('Go on with the same command');
    expect(await operator.depth()).toEqual({ visible: 0, inFlight: 0 });
    expect(between.sent.length + between.deadLetters).toBe(ids.length);
    expect(second.code).toBe(0);
    expect(await operator.ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    const states = operator.audit.map(({ state }) => state);
    const [, interrupted = [], , finished = []] = operator.audit.map((line) => line.ids as string[]);
    expect(states).toEqual(['started', 'interrupted', 'started', 'finished']);
    expect(interrupted).toHaveLength(between.sent.length);
    expect([...interrupted, ...finished].sort()).toEqual(ids);
  });

  it('gives everything back at Ctrl-C while it still plans, and does nothing', async () => {
    operator = await Operator.open();
    await operator.put(idsOf(30), CURED);
    let command: RunningCommand | undefined;
    let isInterrupted = false;
    proxy = await startSqsProxy(operator.ledger.stack.endpoints.sqs, (action, body) => {
      // Only once: a second signal would end it at once.
      if (action === 'ReceiveMessage' && !isInterrupted)
        isInterrupted = command?.process.kill('SIGINT') ?? false;
      return body;
    });
    const folder = operator.aFolder({ sqs: proxy.url });

    command = operator.start(['redrive', '--yes'], folder);

    expect(await command.exitCode).toBe(130);
    expect(command.output.stderr).toContain('Interrupted: nothing was done.');
    expect(command.output.stdout).toContain('NOT THE WHOLE PICTURE: It was interrupted.');
    expect(operator.auditIn(folder)).toEqual([]);
    expect(await operator.ledger.settled()).toEqual({ sent: [], deadLetters: 30 });
    expect(await operator.depth()).toEqual({ visible: 30, inFlight: 0 });
  });

  it('loses nothing and sends nothing twice when it is killed between sending and deleting', async () => {
    operator = await Operator.open();
    const ids = idsOf(40);
    const QueueUrl = operator.deadLetterQueueUrl;
    await operator.put(ids, CURED);
    let command: RunningCommand | undefined;
    let deletions = 0;
    proxy = await startSqsProxy(operator.ledger.stack.endpoints.sqs, (action, body) => {
      // What it hides is visible again soon after it died, not after two minutes.
      if (action === 'ReceiveMessage') return { ...body, VisibilityTimeout: 5 };
      if (action !== 'DeleteMessageBatch') return body;
      deletions += 1;
      if (deletions < 3) return body;
      command?.process.kill('SIGKILL');
      return undefined;
    });
    const folder = operator.aFolder({ sqs: proxy.url });

    command = operator.start(['redrive', '--rate', '20', '--yes'], folder);
    await command.exitCode;
    const left = await eventually(
      async () => {
        // The local SQS looks at what is due only when somebody receives, and counts what it gives even then.
        await operator.sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
        return operator.depth();
      },
      ({ inFlight }) => inFlight <= 1,
    );
    const second = await operator.run(['redrive', '--rate', '500', '--yes']);

    expect(second.code).toBe(0);
    expect(left.visible).toBeGreaterThan(0);
    await operator.ledger.loggedTimes('Duplicate not sent', 1);
    await operator.ledger.sentCount(ids.length);
    expect(await operator.ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    expect(operator.auditIn(folder)[0]).toMatchObject({ state: 'started' });
  });
});
