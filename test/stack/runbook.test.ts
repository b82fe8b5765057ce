import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeStackFile } from '../../local/stack-file.ts';
import { MAILROOM } from '../support/command/a-command.ts';
import { mailroomHere } from '../support/command/a-command-here.ts';
import { argumentsIn, commandBlocks } from '../support/command/the-runbook.ts';
import { aNotification } from '../support/messages/a-notification.ts';
import { someEvidence } from '../support/messages/dead-letter-queues.ts';
import { empty, sqsOf } from '../support/messages/queues.ts';
import { Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';

/**
 * Every command of the page, on a pipeline in the state that the page speaks of. The blocks that need a shell, and one
 * more, are typed in one as they stand there.
 */
describe('the runbook', () => {
  let ledger: Ledger;
  let folder: string;

  beforeAll(async () => {
    ledger = await Ledger.open(WITH_FEEDBACK, { clock: 'real' });
  });

  afterAll(() => ledger.close());

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
    writeStackFile(ledger.stack, folder);
    const { deadLetterQueueUrl, undeliveredQueueUrl } = ledger.pipeline;
    await fill(deadLetterQueueUrl, [
      aLetter('order-1042'),
      aLetter('order-1043'),
      ...Array.from({ length: 5 }, (_, n) => aLetter(`late-${n}`, 'expired')),
    ]);
    await fill(undeliveredQueueUrl, [{ Id: 'undelivered', MessageBody: JSON.stringify(aNotification()) }]);
  });

  afterEach(() => removeDirectory(folder));

  async function fill(QueueUrl: string | undefined, Entries: SendMessageBatchRequestEntry[]): Promise<void> {
    const sqs = sqsOf(ledger.stack);
    await empty(sqs, QueueUrl);
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }

  const lastCommands = commandBlocks.at(-1)?.commands;

  it('has blocks of commands', () => {
    expect(commandBlocks.flatMap(({ commands }) => commands).length).toBeGreaterThan(20);
  });

  it.each(commandBlocks.map(({ heading, commands }, n) => [`${n + 1}, ${heading}`, commands] as const))(
    'can be typed, block %s',
    async (_, commands) => {
      const needsShell = commands === lastCommands || commands.some((command) => !argumentsIn(command));
      for (const command of commands) {
        const { code, stderr } = await (needsShell ? typed(command, folder) : given(command, folder));
        expect({ command, code, fault: code === 0 ? '' : stderr }).toEqual({ command, code: 0, fault: '' });
      }
    },
  );
});

/** Runs a line in a shell, with the command of this repository in the place of the installed one. */
async function typed(command: string, cwd: string): Promise<{ code: number | null; stderr: string }> {
  const line = command.replace(/^npx amplify-mailroom/, `'${process.execPath}' '${MAILROOM}'`);
  const child = spawn('sh', ['-c', line], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

/** Runs a line without a shell, in this process. */
function given(command: string, cwd: string): Promise<{ code: number | null; stderr: string }> {
  return mailroomHere(cwd, argumentsIn(command) ?? []);
}

function aLetter(id: string, reason = 'message-rejected'): SendMessageBatchRequestEntry {
  return {
    Id: id,
    MessageBody: JSON.stringify(aNotification({ id })),
    MessageAttributes: {
      mailroom: { DataType: 'String', StringValue: JSON.stringify(someEvidence({ id, reason })) },
    },
  };
}
