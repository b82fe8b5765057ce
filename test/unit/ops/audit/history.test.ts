import { describe, expect, it } from '@jest/globals';
import { historyOf } from '../../../../ops/audit/history.ts';
import { ago } from '../../../support/command/a-layout.ts';
import { aDeadLetter } from '../../../support/messages/a-dead-letter.ts';

describe('historyOf', () => {
  it('goes from publishing to the dead letter', () => {
    expect(historyOf(aDeadLetter(), [])).toEqual([
      { event: 'published', time: ago(7_260), afterMilliseconds: null },
      { event: 'entered', time: ago(7_200), afterMilliseconds: 60_000 },
      { event: 'attempted', time: ago(61), afterMilliseconds: 7_139_000 },
      { event: 'deadLettered', time: ago(60), afterMilliseconds: 1_000 },
    ]);
  });

  it('has what operators did in its place, and by whom', () => {
    const done = { action: 'redrive', principal: 'arn:ada', state: 'finished' } as const;
    const events = historyOf(aDeadLetter(), [{ ...done, time: ago(7_210) }]);

    expect(events.map(({ event }) => event)).toEqual([
      ...['published', 'redrive', 'entered', 'attempted', 'deadLettered'],
    ]);
    expect(events[1]).toMatchObject({ principal: 'arn:ada', state: 'finished', afterMilliseconds: 50_000 });
  });

  it.each([
    ['deadLetterQueue', 'entered'],
    ['undeliveredQueue', 'deadLettered'],
  ] as const)('knows one moment of what the emailer did not write: %s', (queue, event) => {
    const letter = aDeadLetter({ evidence: undefined, provenance: { redrives: 0, wrapped: false }, queue });

    expect(historyOf(letter, [])).toEqual([{ event, time: ago(60), afterMilliseconds: null }]);
  });

  it('leaves out what has no time', () => {
    const odd = { action: 'redrive', principal: 'arn:ada', state: 'finished', time: 'yesterday' } as const;

    expect(historyOf(aDeadLetter(), [odd])).toHaveLength(4);
  });
});
