import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PurgeDocument } from '../../words/dead-letters/purge-document.ts';
import { Operator } from '../support/command/an-operator.ts';
import { idsOf } from '../support/stack/a-ledger.ts';

const CURED = { evidence: { reason: 'expired' } };

describe('mailroom dlq purge', () => {
  let operator: Operator;

  beforeAll(async () => {
    operator = await Operator.open();
  });

  beforeEach(() => operator.reset());

  afterAll(() => operator.close());

  it('deletes what is meant, each once it is in a file', async () => {
    const bad = idsOf(12, 'bad');
    await operator.put(bad);
    await operator.put(idsOf(3, 'cured'), CURED);
    const meant = ['purge', '--reason', 'message-rejected', '--export', 'purged.jsonl'];

    const dryRun = await operator.json<PurgeDocument>([...meant, '--dry-run']);
    const before = await operator.depth();
    const purge = await operator.json<PurgeDocument>([...meant, '--confirm', operator.queueName]);

    expect(dryRun).toMatchObject({ code: 0, plan: { count: 12 }, outcome: null });
    expect(before).toEqual({ visible: 15, inFlight: 0 });
    expect(purge).toMatchObject({
      code: 0,
      plan: {
        queue: 'deadLetterQueue',
        from: operator.deadLetterQueueUrl,
        exportTo: 'purged.jsonl',
        count: 12,
        groups: [{ reason: 'message-rejected', count: 12 }],
        staying: { notMeant: 3 },
        partial: [],
      },
      outcome: {
        state: 'finished',
        counts: { deleted: 12, notDeleted: 0 },
        audit: 'mailroom-audit.jsonl',
        error: null,
      },
    });
    const path = join(operator.folder, 'purged.jsonl');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const exported = lines.map((line) => JSON.parse(line));
    expect(exported.map(({ id }) => id).sort()).toEqual(bad);
    expect(exported.map(({ body }) => JSON.parse(body).recipient)).toEqual(Array(12).fill('ada@example.com'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect([...(purge.outcome?.ids ?? [])].sort()).toEqual(bad);
    expect(await operator.depth()).toEqual({ visible: 3, inFlight: 0 });
    expect(operator.audit).toMatchObject([
      {
        action: 'purge',
        state: 'started',
        exportedTo: 'purged.jsonl',
        filter: { reasons: ['message-rejected'] },
      },
      { action: 'purge', state: 'finished', counts: { deleted: 12, notDeleted: 0 }, ids: purge.outcome?.ids },
    ]);
  });

  it('exports into a file of its own unless told otherwise', async () => {
    await operator.put(['bad']);

    const { code, stdout } = await operator.run(['purge', '--confirm', operator.queueName]);

    const name = new RegExp(
      `Exported to\\s+(mailroom-purged-${operator.queueName}-\\d{8}T\\d{6}Z\\.jsonl)\\.`,
    );
    const [, file = ''] = name.exec(stdout) ?? [];
    expect({ code, file }).toEqual({ code: 0, file: expect.stringMatching(/jsonl$/) });
    expect(JSON.parse(readFileSync(join(operator.folder, file), 'utf8'))).toMatchObject({ id: 'bad' });
  });

  it('deletes nothing under another name, or into a file that is there', async () => {
    await operator.put(['bad']);
    writeFileSync(join(operator.folder, 'there.jsonl'), 'kept');

    const misnamed = await operator.run(['purge', '--confirm', 'another-queue']);
    const existing = await operator.run([
      'purge',
      '--confirm',
      operator.queueName,
      '--export',
      'there.jsonl',
    ]);
    const unwritable = await operator.run([
      'purge',
      '--confirm',
      operator.queueName,
      '--export',
      'no/such.jsonl',
    ]);

    expect(misnamed.code).toBe(2);
    expect(misnamed.stderr).toContain(`it is ${operator.queueName}.`);
    expect(existing.code).toBe(2);
    expect(existing.stderr).toContain('there.jsonl exists already');
    expect(unwritable.code).toBe(1);
    expect(unwritable.stderr).toContain('the export cannot be written');
    expect(readFileSync(join(operator.folder, 'there.jsonl'), 'utf8')).toBe('kept');
    expect(operator.audit.map(({ state }) => state)).toEqual(['started', 'failed']);
    expect(await operator.depth()).toEqual({ visible: 1, inFlight: 0 });
  });

  it('says that there is nothing to delete', async () => {
    const { code, stdout } = await operator.run(['purge', '--confirm', operator.queueName]);

    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing to delete.\n' });
    expect(operator.audit).toEqual([]);
  });
});
