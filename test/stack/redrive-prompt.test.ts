import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasTerminals, mailroomAtTerminal } from '../support/command/a-terminal.ts';
import { Operator } from '../support/command/an-operator.ts';
import { idsOf } from '../support/stack/a-ledger.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** Where no terminal can be had, the prompts are tested unit by unit alone. */
const describeAtTerminal = hasTerminals ? describe : describe.skip;

describeAtTerminal('at a terminal', () => {
  let operator: Operator;

  beforeAll(async () => {
    operator = await Operator.open();
  });

  beforeEach(() => operator.reset());

  afterAll(() => operator.close());

  const put = (ids: readonly string[]) => operator.put(ids, { evidence: { reason: 'expired' } });

  const dlq = (...args: string[]) => mailroomAtTerminal(operator.folder, ['dlq', ...args]);

  it('redrives after a yes, with a bar', async () => {
    const ids = idsOf(12, 'agreed');
    await put(ids);

    const command = dlq('redrive', '--rate', '500');
    await command.shown('Redrive 12 dead letters? [y/N] ');

    command.type('y\r');

    expect(await command.exitCode).toBe(0);
    expect(command.screen).toContain('Redriven 12 of 12 ████');
    await operator.ledger.sentCount(ids.length);
    expect(await operator.ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
  });

  it.each([60, 100])('breaks what goes to stderr by a width of %d columns, like stdout', async (columns) => {
    const command = mailroomAtTerminal(operator.folder, ['dlq', 'show', 'nobody-has-this-id'], { columns });
    expect(await command.exitCode).toBe(1);

    const lines = command.screen.trimEnd().split('\r\n');
    expect(lines.join(' ')).toContain('There is no dead letter with the id "nobody-has-this-id": "npx');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeGreaterThan(columns - 30);
  });

  it.each([
    ['no', 'n\r', 1, 'Nothing was done.'],
    ['nothing', '\r', 1, 'Nothing was done.'],
    ['the end of the input', CTRL_D, 1, 'Nothing was done.'],
    ['Ctrl-C', CTRL_C, 130, 'Interrupted: nothing was done.'],
  ])('does nothing after %s', async (_, keys, code, sentence) => {
    await put(idsOf(12));

    const command = dlq('redrive');
    await command.shown('[y/N] ');

    command.type(keys);

    expect(await command.exitCode).toBe(code);
    expect(command.screen).toContain(sentence);
    expect(operator.audit).toEqual([]);
    expect(await operator.depth()).toEqual({ visible: 12, inFlight: 0 });
  });

  it('stops at Ctrl-C in the middle, and leaves a terminal on which one can go on', async () => {
    const ids = idsOf(40, 'stopped');
    await put(ids);

    const command = dlq('redrive', '--rate', '2');
    await command.shown('[y/N] ');
    command.type('y\r');
    await command.shown('Redriven 1 of 40');

    command.type(CTRL_C);

    expect(await command.exitCode).toBe(130);
    expect(command.screen).toContain('Stopping once what is in hand is finished.');
    // Neither a hidden cursor nor lines that no longer wrap.
    for (const setting of ['\u001b[?25l', '\u001b[?7l']) expect(command.screen).not.toContain(setting);
    await operator.ledger.drained();
    const { sent, deadLetters } = await operator.ledger.settled();
    expect(sent.length + deadLetters).toBe(ids.length);
    expect(deadLetters).toBeGreaterThan(0);
  });

  it('purges after the name of the queue, and not after another', async () => {
    await put(idsOf(12));

    const wrong = dlq('purge');
    await wrong.shown('to delete them: ');
    wrong.type('another\r');
    const wrongCode = await wrong.exitCode;
    const between = await operator.depth();

    const right = dlq('purge');
    await right.shown('to delete them: ');
    right.type(`${operator.queueName}\r`);

    expect(wrongCode).toBe(2);
    expect(between).toEqual({ visible: 12, inFlight: 0 });
    expect(await right.exitCode).toBe(0);
    expect(await operator.depth()).toEqual({ visible: 0, inFlight: 0 });
  });
});
