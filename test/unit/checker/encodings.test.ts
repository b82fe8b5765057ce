import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change } from '../../support/checker/a-sound-template.ts';
import { allFindings, findingsOf } from '../../support/checker/rule-findings.ts';

const text = JSON.stringify(aSoundTemplate());
const LITTLE_ENDIAN = Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a template file', () => {
  it.each<[string, Buffer]>([
    ['with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['in UTF-16, as PowerShell writes it', LITTLE_ENDIAN],
    ['in UTF-16 the other way round', Buffer.from(LITTLE_ENDIAN).swap16()],
  ])('is read %s', (_, bytes) => {
    const file = join(mkdtempSync(join(tmpdir(), 'encodings-')), 'template.json');
    writeFileSync(file, bytes);

    expect(allFindings(file)).toEqual([]);
  });
});

describe('a mapping that is itself', () => {
  it('is not known', () => {
    const itself = { 'Fn::FindInMap': ['Sizes', 'small', 'hidden'] };
    const template = {
      ...change(aSoundTemplate(), 'Queue', { VisibilityTimeout: itself }),
      Mappings: { Sizes: { small: { hidden: itself } } },
    };

    expect(findingsOf('visibility-timeout', template)).toEqual(['info Queue']);
  });
});
