import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idOf, reasonOf } from '../../../../ops/dead-letters/dead-letter.ts';
import { exportLineOf } from '../../../../ops/dead-letters/export-line.ts';
import { readExportLine } from '../../../../ops/import/exported-letter.ts';
import { digestOf, importedMessage } from '../../../../ops/import/imported-message.ts';
import { anyForeignText } from '../../../support/any/any-foreign-text.ts';
import { aDeadLetter } from '../../../support/messages/a-dead-letter.ts';

const lineOf = (parts: Parameters<typeof aDeadLetter>[0] = {}) => exportLineOf(aDeadLetter(parts));

const read = (line: object, queue: Parameters<typeof readExportLine>[1] = 'deadLetterQueue') =>
  readExportLine(JSON.stringify(line), queue);

/** What the queue itself moved: its publisher’s attributes alone. */
const MOVED = { evidence: undefined, isMovedByQueue: true, attributes: {}, body: '{"subject":"no id"}' };

describe('readExportLine', () => {
  it('reads what an export wrote as the same dead letter', () => {
    const binary = { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 255]) };
    const letter = aDeadLetter({
      ...{ messageGroupId: 'tenant-1', traceHeader: 'Root=1-2-3;Lineage=a:1' },
      attributes: { ...aDeadLetter().attributes, binary },
    });
    const again = read(exportLineOf(letter));

    expect(importedMessage(again)).toEqual(importedMessage(letter));
    expect(importedMessage(again)).toMatchObject({
      MessageBody: letter.body,
      MessageAttributes: { binary },
      MessageGroupId: 'tenant-1',
      MessageSystemAttributes: { AWSTraceHeader: { StringValue: 'Root=1-2-3;Lineage=a:1' } },
    });
  });

  it('keeps the id of what has none of its own, though its message gets another', () => {
    const letter = aDeadLetter({ ...MOVED, provenance: { redrives: 0, wrapped: false } });
    const again = read(exportLineOf(letter));

    expect([idOf(again), reasonOf(again)]).toEqual([idOf(letter), 'moved-by-queue']);
    expect(idOf({ ...again, messageId: 'another' })).toBe(idOf(letter));
    expect(digestOf({ ...again, messageId: 'another' })).toBe(digestOf(letter));
  });

  it('does not take the evidence of an end before for that of what the queue moved since', () => {
    const line = { ...lineOf(), reason: 'moved-by-queue' };

    expect(reasonOf(read(line))).toBe('moved-by-queue');
    expect(importedMessage(read(line)).MessageAttributes?.mailroom?.StringValue).not.toContain('"reason"');
  });

  it('puts what has ten attributes and no evidence into an envelope', () => {
    const ten = Object.fromEntries(
      Array.from({ length: 10 }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: 'x' }]),
    );
    const letter = aDeadLetter({ ...MOVED, attributes: ten, provenance: { redrives: 0, wrapped: false } });
    const message = importedMessage(read(exportLineOf(letter)));

    expect(Object.keys(message.MessageAttributes ?? {})).toEqual(['mailroom']);
    expect(JSON.parse(message.MessageBody ?? '').body).toBe(MOVED.body);
  });

  it('takes a body that was edited as JSON', () => {
    const body = { id: 'order-2', subject: 'Hello' };

    expect(read({ ...lineOf(), body }).body).toBe(JSON.stringify(body));
    expect(digestOf(read({ ...lineOf(), body }))).not.toBe(digestOf(aDeadLetter()));
  });

  it('tells a dead letter of the other queue, by its reason too', () => {
    expect(() => read(lineOf(), 'undeliveredQueue')).toThrow(
      'exported from the other queue: leave out --undelivered',
    );
    const { queue: _, ...older } = lineOf({ queue: 'undeliveredQueue', evidence: undefined });
    expect(() => read(older)).toThrow('exported from the other queue: add --undelivered');
    expect(read(older, 'undeliveredQueue').queue).toBe('undeliveredQueue');
  });

  it.each<[string, string, string]>([
    ['no JSON', 'order-1,invalid', 'is not JSON'],
    ['an array', '[]', 'is no dead letter of an export'],
    ['no body', JSON.stringify({ ...lineOf(), body: undefined }), 'body: expected a value'],
    [
      'a number for a body',
      JSON.stringify({ ...lineOf(), body: 1 }),
      'is no dead letter of an export (body: expected',
    ],
    ['attributes that are none', JSON.stringify({ ...lineOf(), attributes: { a: 'b' } }), 'attributes'],
  ])('refuses %s', (_, line, fault) => {
    expect(() => readExportLine(line, 'deadLetterQueue')).toThrow(fault);
  });

  it('quotes nothing of a line that it refuses', () => {
    const line = JSON.stringify({ ...lineOf(), body: ['ada@example.com'], sent: 'ada@example.com' });

    expect(() => readExportLine(line, 'deadLetterQueue')).toThrow(/^((?!ada).)*$/s);
  });

  it('gives back whatever body there was', () => {
    fc.assert(
      fc.property(anyForeignText(), (body) => {
        expect(read(lineOf({ body })).body).toBe(body);
      }),
    );
  });
});
