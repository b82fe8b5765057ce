import { describe, expect, it } from '@jest/globals';
import { PatchError, parsePatch, patchPayload } from '../../../../ops/redrive/patch.ts';
import { aNotification } from '../../../support/a-notification.ts';

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
  ])('refuses %s', (text, says) => {
    expect(() => parsePatch(text, 'fix.json')).toThrow(PatchError);
    expect(() => parsePatch(text, 'fix.json')).toThrow(
      `fix.json ${says}`.replace('fix.json "', 'fix.json holds the key "'),
    );
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
});
