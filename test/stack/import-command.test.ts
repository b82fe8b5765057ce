import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportDocument } from '../../cli/dlq/import/document.ts';
import type { ShowDocument } from '../../cli/dlq/show/document.ts';
import { Operator } from '../support/command/an-operator.ts';
import { idsOf } from '../support/stack/a-ledger.ts';

describe('mailroom dlq import', () => {
  let operator: Operator;

  beforeAll(async () => {
    operator = await Operator.open();
  });

  beforeEach(() => operator.reset());

  afterAll(() => operator.close());

  const path = (name: string) => join(operator.folder, name);
  const linesOf = (name: string): { id: string; body: string }[] =>
    readFileSync(path(name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const write = (name: string, lines: readonly object[]) =>
    writeFileSync(path(name), lines.map((line) => `${JSON.stringify(line)}\r\n`).join('\r\n'));
  const importing = (...args: string[]) => operator.json<ImportDocument>(['import', ...args]);
  const subjectOf = async (id: string) => {
    const { letters } = await operator.json<ShowDocument>(['show', id]);
    return letters.map(({ payload }) => JSON.parse(payload).subject);
  };

  it('puts back what was purged, once', async () => {
    const ids = idsOf(23, 'bad');
    await operator.put(ids);
    await operator.run(['purge', '--confirm', operator.queueName, '--export', 'purged.jsonl']);

    const dryRun = await importing('purged.jsonl', '--dry-run');
    const before = await operator.depth();
    const first = await importing('purged.jsonl', '--yes');
    const second = await importing('purged.jsonl', '--yes');

    expect(dryRun).toMatchObject({ code: 0, plan: { count: 23, staying: { there: 0 } }, outcome: null });
    expect(before).toEqual({ visible: 0, inFlight: 0 });
    expect(first).toMatchObject({
      code: 0,
      plan: {
        queue: 'deadLetterQueue',
        importFrom: 'purged.jsonl',
        to: operator.deadLetterQueueUrl,
        count: 23,
        replacing: 0,
        groups: [{ reason: 'message-rejected', count: 23 }],
      },
      outcome: { state: 'finished', counts: { imported: 23, replaced: 0, refused: 0, notDeleted: 0 } },
    });
    expect([...(first.outcome?.ids ?? [])].sort()).toEqual(ids);
    expect(second).toMatchObject({ code: 0, plan: { count: 0, staying: { there: 23 } }, outcome: null });
    expect(await operator.depth()).toEqual({ visible: 23, inFlight: 0 });
    expect(operator.audit.slice(2)).toMatchObject([
      {
        action: 'import',
        state: 'started',
        importedFrom: 'purged.jsonl',
        destination: operator.deadLetterQueueUrl,
      },
      { action: 'import', state: 'finished', counts: { imported: 23 }, ids: first.outcome?.ids },
    ]);
    const [letter] = (await operator.json<ShowDocument>(['show', ids[0] ?? ''])).letters;
    expect(letter?.history.map(({ event }) => event)).toContain('import');
  });

  it('puts what was edited in the place of what is there, and leaves the rest', async () => {
    await operator.put(['a', 'b', 'c']);
    await operator.run(['export', '--out', 'all.jsonl']);
    const edited = linesOf('all.jsonl').map((line) =>
      line.id === 'b' ? { ...line, body: { ...JSON.parse(line.body), subject: 'edited' } } : line,
    );
    write('edited.jsonl', edited);

    const { code, plan, outcome } = await importing('edited.jsonl', '--yes');
    const again = await importing('edited.jsonl', '--yes');

    expect({ code, plan, outcome }).toMatchObject({
      code: 0,
      plan: { count: 1, replacing: 1, staying: { there: 2 } },
      outcome: { counts: { imported: 0, replaced: 1, notDeleted: 0 }, ids: ['b'] },
    });
    expect(again.plan).toMatchObject({ count: 0, staying: { there: 3 } });
    expect(await operator.depth()).toEqual({ visible: 3, inFlight: 0 });
    expect(await Promise.all(['a', 'b', 'c'].map(subjectOf))).toEqual([['a'], ['edited'], ['c']]);
  });

  it('tells two that are alike apart from one that is there', async () => {
    const at = '2026-11-25T00:00:00.000Z';
    const times = { published: at, entered: at, attempted: at, deadLettered: at };
    const alike = { body: '{"subject":"alike"}', evidence: { id: 'alike', ...times } };
    await operator.put(['alike', 'alike'], alike);
    await operator.run(['export', '--out', 'two.jsonl']);
    await operator.run(['purge', '--confirm', operator.queueName]);
    await operator.put(['alike'], alike);

    expect(await importing('two.jsonl', '--yes')).toMatchObject({
      plan: { count: 1, staying: { there: 1 } },
      outcome: { counts: { imported: 1 } },
    });
    expect(await operator.depth()).toEqual({ visible: 2, inFlight: 0 });
  });

  it('finishes what a killed import had begun: the edited one is there, and the old one too', async () => {
    await operator.put(['a']);
    await operator.run(['export', '--out', 'a.jsonl']);
    const [line] = linesOf('a.jsonl');
    const body = JSON.stringify({ ...JSON.parse(line?.body ?? ''), subject: 'edited' });
    write('a.jsonl', [{ ...line, body }]);
    await operator.put(['a'], { body, evidence: JSON.parse(evidenceOf(line)) });

    const { plan, outcome } = await importing('a.jsonl', '--yes');

    expect({ plan, outcome }).toMatchObject({ plan: { replacing: 1 }, outcome: { counts: { replaced: 1 } } });
    expect(await subjectOf('a')).toEqual(['edited']);
  });

  it('counts what SQS refuses, and leaves what it was to replace', async () => {
    await operator.put(['a']);
    await operator.run(['export', '--out', 'a.jsonl']);
    const [line] = linesOf('a.jsonl');
    write('a.jsonl', [{ ...line, body: 'x'.repeat(1_048_577) }]);

    expect(await importing('a.jsonl', '--yes')).toMatchObject({
      code: 1,
      outcome: {
        state: 'finished',
        counts: { replaced: 0, refused: 1 },
        refusals: { BatchRequestTooLong: 1 },
      },
    });
    expect(await subjectOf('a')).toEqual(['a']);
  });

  it.each<[string, (lines: object[]) => object[], RegExp]>([
    [
      'a line that is none',
      (lines) => [...lines, { id: 'x' }],
      /^Line 3 of bad\.jsonl is no dead letter of an export/,
    ],
    [
      'two edits of one',
      ([line]) => [
        { ...line, body: '1' },
        { ...line, body: '2' },
      ],
      /^Lines 1 and 3 of bad\.jsonl make different ones of the same dead letter/,
    ],
    [
      'a file of the other queue',
      (lines) => lines.map((line) => ({ ...line, queue: 'undeliveredQueue' })),
      /add --undelivered/,
    ],
  ])('does nothing for %s', async (_, change, fault) => {
    await operator.put(['a']);
    await operator.run(['export', '--out', 'a.jsonl']);
    write('bad.jsonl', change(linesOf('a.jsonl')));

    const { code, stderr } = await operator.run(['import', 'bad.jsonl', '--yes']);

    expect([code, stderr.split('\n')[1]]).toEqual([2, expect.stringMatching(fault)]);
    expect(operator.audit).toEqual([]);
  });

  it('says what to name where there is no such file, and what to give where nobody can be asked', async () => {
    const missing = await operator.run(['import', 'none.jsonl', '--yes']);
    const unasked = await operator.run(['import', 'none.jsonl']);

    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining('none.jsonl cannot be read (ENOENT)'),
    ]);
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('give --yes to import')]);
  });

  it('makes the folder of its audit for its owner alone', async () => {
    await operator.put(['a']);
    await operator.run([
      'purge',
      '--confirm',
      operator.queueName,
      '--export',
      'a.jsonl',
      '--audit',
      'kept/audit.jsonl',
    ]);

    const modes = ['kept', 'kept/audit.jsonl', 'a.jsonl'].map((name) => statSync(path(name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });
});

function evidenceOf(line: object | undefined): string {
  const { attributes } = line as { attributes: { mailroom: { stringValue: string } } };
  return attributes.mailroom.stringValue;
}
