import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anAssembly, TABLE } from '../support/stack/an-assembly.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

const mode = (path: string) => statSync(path).mode & 0o777;

describe('what a local stack keeps', () => {
  const stacks = new StartedStacks();
  let data: string;
  const app = () => anAssembly({ resources: { Queue: { Type: 'AWS::SQS::Queue' }, Table: TABLE } });

  beforeEach(() => {
    data = join(mkdtempSync(join(tmpdir(), 'mailroom-data-')), 'data');
  });

  afterEach(async () => {
    await stacks.end();
    rmSync(join(data, '..'), { recursive: true });
  });

  it("is in folders that are the owner's alone, also those that others could look into before", async () => {
    mkdirSync(join(data, 'inbox'), { recursive: true, mode: 0o755 });
    writeFileSync(join(data, 'inbox', 'ses-inbox.jsonl'), '', { mode: 0o644 });
    const stack = await stacks.start(app(), { dataDirectory: data });
    await stack.ses.receive({
      ...{ from: 'a@example.com', replyTo: [], destination: { to: ['b@example.com'], cc: [], bcc: [] } },
      ...{ subject: 's', body: { text: 'secret' }, attachments: [] },
    });

    const folders = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => [name, mode(join(data, name))])).toEqual([
      ['dynamodb', 0o700],
      ['inbox', 0o700],
      ['sns-sqs', 0o700],
    ]);
    expect(mode(join(data, 'inbox', 'ses-inbox.jsonl'))).toBe(0o600);
  });

  it("is one stack's until it stops", async () => {
    const stack = await stacks.start(app(), { dataDirectory: data });
    await expect(stacks.start(app(), { dataDirectory: data })).rejects.toThrow(
      `A local stack already keeps its data in ${data}`,
    );

    await stack.stop();
    expect(existsSync(join(data, 'claim'))).toBe(false);
    await expect(stacks.start(app(), { dataDirectory: data })).resolves.toBeDefined();
  });

  it('of the code in a template is gone at the next start after a kill', async () => {
    const left = join(tmpdir(), 'mailroom-inline-999999999-abc');
    const others = join(tmpdir(), `mailroom-inline-${process.pid}-abc`);
    for (const folder of [left, others]) mkdirSync(folder);

    await stacks.start(app());

    expect([existsSync(left), existsSync(others)]).toEqual([false, true]);
    rmSync(others, { recursive: true });
  });
});
