import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  PurgeQueueCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeStackFile } from '../../local/stack-file.ts';
import { Ledger } from '../support/a-ledger.ts';
import { aNotification } from '../support/a-notification.ts';
import { removeDirectory } from '../support/an-assembly.ts';
import { someEvidence } from '../support/dead-letter-queues.ts';
import { sqsOf } from '../support/queues.ts';
import { commandBlocks } from '../support/the-runbook.ts';

const MAILROOM = fileURLToPath(new URL('../../dist/cli/mailroom.js', import.meta.url));

/** Every command of the page, typed as it stands there, on a pipeline in the state that the page speaks of. */
describe('the runbook', () => {
  let ledger: Ledger;
  let folder: string;

  beforeAll(async () => {
    ledger = await Ledger.open({}, { clock: 'real' });
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
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }

  it('has blocks of commands', () => {
    expect(commandBlocks.flatMap(({ commands }) => commands).length).toBeGreaterThan(20);
  });

  it.each(commandBlocks.map(({ heading, commands }, n) => [`${n + 1}, ${heading}`, commands] as const))(
    'can be typed, block %s',
    async (_, commands) => {
      for (const command of commands)
        expect(await typed(command, folder)).toEqual({ command, code: 0, fault: '' });
    },
  );
});

/** Runs a line in a shell, with the command of this repository in the place of the installed one. */
async function typed(
  command: string,
  cwd: string,
): Promise<{ command: string; code: number; fault: string }> {
  const line = command.replace(/^npx amplify-mailroom/, `'${process.execPath}' '${MAILROOM}'`);
  const child = spawn('sh', ['-c', line], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { command, code, fault: code === 0 ? '' : stderr };
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
