import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ask, confirm } from '../../../../cli/terminal/ask.ts';

const never = new AbortController().signal;

/** What a person types, and the stream to which the question is written. */
function streams(typed: string): [PassThrough, PassThrough] {
  const input = new PassThrough();
  input.end(typed);
  return [input, new PassThrough()];
}

describe('confirm', () => {
  it.each(['y\n', 'Y\n', 'yes\n', ' YES \n'])('takes %j as yes', async (typed) => {
    expect(await confirm('Sure?', never, ...streams(typed))).toBe('agreed');
  });

  it.each(['\n', 'n\n', 'no\n', 'yep\n', 'ay\n', ''])('takes %j as no', async (typed) => {
    expect(await confirm('Sure?', never, ...streams(typed))).toBe('declined');
  });

  it('says what it asks, and that no is the answer by default', async () => {
    const [input, output] = streams('n\n');

    await confirm('Sure?', never, input, output);

    expect(String(output.read())).toContain('Sure? [y/N] ');
  });

  it('ends when it is interrupted', async () => {
    const interruption = new AbortController();
    const waiting = confirm('Sure?', interruption.signal, new PassThrough(), new PassThrough());

    interruption.abort();

    expect(await waiting).toBe('interrupted');
  });
});

describe('ask', () => {
  it('gives the line', async () => {
    expect(await ask('Name? ', never, ...streams('queue\nmore\n'))).toEqual({ kind: 'line', line: 'queue' });
  });

  it('tells the end of the input from an empty line', async () => {
    expect(await ask('Name? ', never, ...streams(''))).toEqual({ kind: 'end' });
    expect(await ask('Name? ', never, ...streams('\n'))).toEqual({ kind: 'line', line: '' });
  });
});
