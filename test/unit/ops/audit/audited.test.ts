import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { audited } from '../../../../ops/audit/audited.ts';
import type { Outcome } from '../../../../ops/dead-letters/outcome.ts';

const URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters';
const PRINCIPAL = 'arn:aws:iam::123456789012:user/ada';
const SUBJECT = {
  action: 'purge',
  filter: { reasons: ['invalid'] },
  exportedTo: 'purged.jsonl',
  principal: PRINCIPAL,
  account: '123456789012',
  region: 'eu-west-1',
  queue: URL,
} as const;
const OUTCOME: Outcome = { state: 'finished', counts: { deleted: 2 }, ids: ['a', 'b'], notGivenBack: 0 };

describe('audited', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-audit-'));
    path = join(folder, 'audit.jsonl');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const lines = () =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('writes who does what before it is done, and what came of it', async () => {
    let before: unknown[] = [];

    const result = await audited(path, SUBJECT, async () => {
      before = lines();
      return OUTCOME;
    });

    const subject = {
      run: expect.any(String),
      action: 'purge',
      principal: PRINCIPAL,
      account: '123456789012',
      region: 'eu-west-1',
      queue: URL,
      filter: { reasons: ['invalid'] },
      exportedTo: 'purged.jsonl',
      time: expect.any(String),
    };
    const [started, ended, ...others] = lines();
    expect(result).toEqual({ outcome: OUTCOME, auditFault: undefined });
    expect(before).toEqual([{ ...subject, state: 'started' }]);
    expect(started).toEqual(before[0]);
    expect(ended).toEqual({ ...subject, state: 'finished', counts: { deleted: 2 }, ids: ['a', 'b'] });
    expect(ended.run).toBe(started.run);
    expect(others).toEqual([]);
  });

  it('writes what ended it', async () => {
    await audited(
      path,
      SUBJECT,
      async (): Promise<Outcome> => ({
        ...OUTCOME,
        state: 'failed',
        error: new Error('It broke.'),
      }),
    );

    expect(lines()[1]).toMatchObject({ state: 'failed', counts: { deleted: 2 }, error: 'It broke.' });
  });

  it('writes what is thrown, and throws it', async () => {
    const failing = audited(path, SUBJECT, async () => {
      throw new Error('It broke.');
    });

    await expect(failing).rejects.toThrow('It broke.');
    expect(lines()[1]).toMatchObject({ state: 'failed', counts: {}, ids: [], error: 'It broke.' });
  });

  it('does nothing where the file cannot be written', async () => {
    const apply = jest.fn(async () => OUTCOME);

    await expect(audited(folder, SUBJECT, apply)).rejects.toThrow(
      /^Nothing was done, since the audit file cannot be written \(EISDIR.*\): name another with --audit\.$/,
    );
    expect(apply).not.toHaveBeenCalled();
  });
});
