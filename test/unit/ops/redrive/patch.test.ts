import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PatchError, type PayloadPatch, parsePatch, patchPayload } from '../../../../ops/redrive/patch.ts';
import { anyJsonText } from '../../../support/any/any-json.ts';
import { cases } from '../../../support/any/cases.ts';
import { aNotification } from '../../../support/messages/a-notification.ts';

describe('parsePatch', () => {
  it.each([
    ['{', 'is not JSON'],
    ['[]', 'is no patch'],
    ['null', 'is no patch'],
    ['"text"', 'is no patch'],
    ['{}', 'is no patch'],
    ['{"id":"x"}', 'changes "id"'],
    ['{"id":null}', 'changes "id"'],
    ['{"__proto__":{}}', '"__proto__"'],
    ['{"constructor":1}', '"constructor"'],
    ['{"more":{"constructor":1,"b":2}}', '"constructor"'],
  ])('refuses %s', (text, says) => {
    expect(() => parsePatch(text, 'fix.json')).toThrow(PatchError);
    expect(() => parsePatch(text, 'fix.json')).toThrow(
      `fix.json ${says}`.replace('fix.json "', 'fix.json holds the key "'),
    );
  });

  it('refuses one of more levels than can be followed', () => {
    const deep = `{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`;

    expect(() => parsePatch(deep, 'fix.json')).toThrow(new PatchError('fix.json is nested too deeply.'));
  });

  it('takes a file as an editor on Windows writes it', () => {
    expect(parsePatch('\uFEFF{"subject":"Hello"}', 'fix.json')).toEqual({ subject: 'Hello' });
  });

  it('takes an object', () => {
    expect(parsePatch('{"subject":"Hello"}', 'fix.json')).toEqual({ subject: 'Hello' });
  });
});

describe('patchPayload', () => {
  const payload = JSON.stringify({ ...aNotification({ html: '<p>' }), more: { a: 1, b: 2 } });

  it('changes, removes and keeps keys, as RFC 7396 has it', () => {
    const result = patchPayload(payload, { subject: 'Better', html: null, more: { a: null, c: 3 } });
    expect(JSON.parse((result as { payload: string }).payload)).toEqual({
      ...aNotification({ subject: 'Better' }),
      more: { b: 2, c: 3 },
    });
  });

  it.each([
    ['no JSON', {}, 'the payload is no JSON object'],
    ['[1]', {}, 'the payload is no JSON object'],
    [payload, { recipient: 'secret' }, 'recipient: expected an email address'],
    [payload, { subject: null, body: 7 }, 'subject: expected'],
  ])('of %s by %j is no notification', (text, patch, fault) => {
    const result = patchPayload(text, patch) as { fault: string };
    expect(result.fault).toContain(fault);
    expect(result.fault).not.toContain('secret');
  });

  it('writes nothing that SQS would refuse', () => {
    expect(patchPayload(payload, { subject: 'a\uFFFFb' })).toEqual({
      payload: expect.stringContaining('\\uffff'),
    });
  });

  it.each([
    ['has more levels than can be written', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['has keys of its own for what objects have', '{"hasOwnProperty":1,"more":{"hasOwnProperty":1}}'],
  ])('tells of a payload that %s that it cannot be patched', (_, text) => {
    expect(patchPayload(text, { ...aNotification(), html: null })).toEqual({
      fault: 'the payload cannot be patched',
    });
  });

  it('makes a payload of anything, or says why not, and touches no prototype', () => {
    const words = { keys: [...Object.keys(aNotification()), 'html', 'more'] };
    const anyPatch = anyJsonText(words).map((text) => parsedPatch(text));
    fc.assert(
      fc.property(fc.oneof(anyJsonText(words), fc.string()), anyPatch, (text, patch) => {
        fc.pre(patch !== undefined);
        const result = patchPayload(text, patch as PayloadPatch);

        expect('payload' in result ? typeof result.payload : typeof result.fault).toBe('string');
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: cases(200) },
    );
  });
});

function parsedPatch(text: string): PayloadPatch | undefined {
  try {
    return parsePatch(text, 'fix.json');
  } catch (error) {
    if (error instanceof PatchError) return undefined;
    throw error;
  }
}
