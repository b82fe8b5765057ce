import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeDocument } from '../../cli/suppressed/change/document.ts';
import type { SuppressedDocument } from '../../cli/suppressed/list/document.ts';
import type { SuppressionReason } from '../../ops/suppression/reasons.ts';
import { SuppressionList } from '../../ops/suppression/suppression-list.ts';
import { withoutEscapes } from '../../words/plain.ts';
import { type Ended, mailroomHere } from '../support/command/a-command-here.ts';
import { hasTerminals, mailroomAtTerminal } from '../support/command/a-terminal.ts';
import { Operator } from '../support/command/an-operator.ts';

let operator: Operator;
let list: SuppressionList;

beforeAll(async () => {
  operator = await Operator.open();
  const { endpoints, region } = operator.ledger.stack;
  list = new SuppressionList({ region, endpoints, pipeline: { functions: {} } });
});

beforeEach(async () => {
  await operator.reset();
  for (const address of await everybody()) await list.remove(address);
});

afterAll(async () => {
  list.close();
  await operator.close();
});

async function everybody(): Promise<string[]> {
  const addresses: string[] = [];
  for await (const page of list.pages(['bounce', 'complaint'], new AbortController().signal))
    addresses.push(...page.map(({ address }) => address));
  return addresses.sort();
}

async function put(reason: SuppressionReason, ...addresses: readonly string[]): Promise<void> {
  for (const address of addresses) await list.put(address, reason);
}

const suppressed = (args: readonly string[], folder = operator.folder): Promise<Ended> =>
  mailroomHere(folder, ['suppressed', ...args]);

async function json<Document extends object>(
  args: readonly string[],
): Promise<{ code: number | null } & Document> {
  const { code, stdout, stderr } = await suppressed([...args, '--json']);
  if (stdout === '') throw new Error(`It printed nothing and ended with ${code}: ${stderr}`);
  return { code, ...JSON.parse(stdout) };
}

describe('mailroom suppressed list', () => {
  it('lists who is there and why, masked', async () => {
    await put('bounce', 'ada@example.com', 'bob@example.org');
    await put('complaint', 'cy@example.com');

    const { code, stdout, stderr } = await suppressed(['list']);

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Account 000000000000, region us-east-1, pipeline Mail/Mail (local stack)\n',
    });
    expect(stdout).toMatch(/^ {2}a\*\*\*@example\.com {2}bounce {5} *\d+ s ago$/m);
    expect(stdout).toMatch(/^ {2}c\*\*\*@example\.com {2}complaint {2} *\d+ s ago$/m);
    expect(stdout).toMatch(/\n3 addresses: 2 for a bounce, 1 for a complaint\.\n$/);
  });

  it('prints one document, with whole addresses where they are asked for', async () => {
    await put('bounce', 'ada@example.com');

    expect(await json(['list', '--show-recipients'])).toEqual({
      code: 0,
      account: '000000000000',
      region: 'us-east-1',
      pipeline: 'Mail/Mail',
      partial: [],
      missing: [],
      addresses: [
        { address: 'ada@example.com', reason: 'bounce', since: expect.stringMatching(/^\d{4}-.*Z$/) },
      ],
    });
  });

  it('leaves out other reasons', async () => {
    await put('bounce', 'ada@example.com');
    await put('complaint', 'cy@example.com');

    const { addresses } = await json<SuppressedDocument>(['list', '--reason', 'complaint']);

    expect(addresses).toMatchObject([{ address: 'c***@example.com', reason: 'complaint' }]);
  });

  it('reads page after page, and stops at a limit, which it says', async () => {
    // SES's page, and the local stack's, is of a thousand.
    const many = Array.from({ length: 1_050 }, (_, n) => `a${n}@example.com`);
    await Promise.all(many.map((address) => put('bounce', address)));

    const all = await json<SuppressedDocument>(['list']);
    const some = await json<SuppressedDocument>(['list', '--limit', '3']);

    expect([all.addresses.length, all.partial]).toEqual([1_050, []]);
    expect([some.addresses.length, some.partial]).toEqual([3, ['The limit was reached.']]);
    await Promise.all(many.map((address) => list.remove(address)));
  });

  it('tells of one address whether it is there, and ends with 1 where it is not', async () => {
    await put('complaint', 'cy@example.com');

    expect(await suppressed(['list', 'cy@example.com'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('c***@example.com  complaint'),
    });
    expect(await suppressed(['list', 'ada@example.com'])).toMatchObject({
      code: 1,
      stdout: 'None of them is.\n\na***@example.com is not on the list.\n',
    });
  });

  it('says that nobody is there', async () => {
    expect(await suppressed(['list'])).toMatchObject({ code: 0, stdout: 'Nobody is on the list.\n' });
  });
});

describe('mailroom suppressed remove', () => {
  it('takes an address off, so that SES sends to it again, and records it without the address', async () => {
    await put('bounce', 'ada@example.com', 'bob@example.org');

    const { code, stdout } = await suppressed(['remove', 'ada@example.com', '--yes']);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Take 1 address off the list: SES sends to them again\n\n {2}a\*\*\*@example\.com/,
    );
    expect(stdout).toContain('\nDone\n  1  taken off the list\n');
    expect(await everybody()).toEqual(['bob@example.org']);
    expect(operator.audit).toMatchObject([
      { action: 'unsuppress', addresses: ['a***@example.com'], state: 'started' },
      { action: 'unsuppress', state: 'finished', counts: { changed: 1, left: 0 }, ids: [] },
    ]);
    expect(JSON.stringify(operator.audit)).not.toContain('ada@');
  });

  it('does nothing in a dry run, and tells the plan', async () => {
    await put('complaint', 'cy@example.com');

    expect(
      await json<ChangeDocument>(['remove', 'cy@example.com', 'Cy@example.com', '--dry-run']),
    ).toMatchObject({
      plan: {
        action: 'remove',
        count: 1,
        present: [{ address: 'c***@example.com', reason: 'complaint' }],
        unchanged: ['C***@example.com'],
      },
      outcome: null,
    });
    expect(await everybody()).toEqual(['cy@example.com']);
    expect(operator.audit).toEqual([]);
  });

  it('ends with 1 where an address is not there, having taken off the others', async () => {
    await put('bounce', 'ada@example.com');

    const { code, stdout } = await suppressed(['remove', 'ada@example.com', 'Bob@example.org', '--yes']);

    expect(code).toBe(1);
    expect(stdout).toContain(
      'B***@example.org is not on the list.\n\nTo the list the case of letters matters',
    );
    expect(await everybody()).toEqual([]);
    expect(await suppressed(['remove', 'ada@example.com', '--yes'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^Nothing to change\.\n/),
    });
  });
});

describe('mailroom suppressed add', () => {
  it('puts addresses there for a reason, and leaves those that are', async () => {
    await put('bounce', 'ada@example.com');
    await put('complaint', 'cy@example.com');

    const { code, plan, outcome } = await json<ChangeDocument>([
      ...['add', 'Ada <ada@example.com>', 'bob@bücher.example', 'cy@example.com'],
      ...['--reason', 'complaint', '--yes'],
    ]);

    expect(code).toBe(0);
    expect(plan).toMatchObject({
      action: 'add',
      reason: 'complaint',
      count: 2,
      present: [{ address: 'a***@example.com', reason: 'bounce' }],
      added: ['b***@xn--bcher-kva.example'],
      unchanged: ['c***@example.com'],
    });
    expect(outcome).toMatchObject({ state: 'finished', counts: { changed: 2, left: 0 } });
    expect(await list.find('bob@xn--bcher-kva.example')).toMatchObject({ reason: 'complaint' });
    expect(operator.audit[0]).toMatchObject({ action: 'suppress', reason: 'complaint' });
  });

  it('tells what SES refuses, as in its sandbox, and changes nothing', async () => {
    await operator.ledger.stack.ses.configure({ verified: ['sender@example.com'] });

    const { code, outcome } = await json<ChangeDocument>([
      ...['add', 'ada@example.com', '--reason', 'bounce', '--yes'],
    ]);

    expect(code).toBe(1);
    expect(outcome).toMatchObject({
      state: 'failed',
      counts: { changed: 0, left: 1 },
      error: expect.stringContaining('BadRequestException'),
    });
    expect(await everybody()).toEqual([]);
  });
});

describe('wrong use of mailroom suppressed', () => {
  it.each([
    ['an address that is none', ['remove', 'ada', '--yes'], /Expected an email address/],
    ['no address', ['remove', '--yes'], /missing required argument/],
    ['no reason', ['add', 'ada@example.com', '--yes'], /required option '--reason/],
    ['a reason that there is not', ['list', '--reason', 'spam'], /Expected bounce or complaint/],
    ['nobody to ask', ['remove', 'ada@example.com'], /no terminal to ask at: give --yes/],
    [
      'JSON that nobody agreed to',
      ['remove', 'ada@example.com', '--json'],
      /With --json there is no question: give --yes/,
    ],
  ])('is %s', async (_, args, message) => {
    expect(await suppressed(args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
  });
});

const describeAtTerminal = hasTerminals ? describe : describe.skip;

describeAtTerminal('mailroom suppressed at a terminal', () => {
  it.each([48, 120])('of %d columns asks, and does what is answered', async (columns) => {
    await put('complaint', 'somebody.with.a.long.name@department.example.com');
    const command = mailroomAtTerminal(
      operator.folder,
      ['suppressed', 'remove', 'somebody.with.a.long.name@department.example.com'],
      { columns },
    );

    await command.shown('[y/N] ');
    command.type('y\r');

    expect(await command.exitCode).toBe(0);
    expect(await everybody()).toEqual([]);
    const lines = withoutEscapes(command.screen).split(/\r?\n/);
    expect(lines.join(' ')).toContain('another complaint');
    expect(lines.filter((line) => line.length > columns && !/\[y\/N\]|Changed/.test(line))).toEqual([]);
  });

  it('does nothing after a no', async () => {
    await put('bounce', 'ada@example.com');
    const command = mailroomAtTerminal(operator.folder, ['suppressed', 'remove', 'ada@example.com']);

    await command.shown('[y/N] ');
    command.type('n\r');

    expect(await command.exitCode).toBe(1);
    expect(await everybody()).toEqual(['ada@example.com']);
  });
});
