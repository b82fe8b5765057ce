import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { checkPipelines, PipelineInputError } from '../../../../checker/index.ts';
import { readTemplate } from '../../../../checker/input/read-template.ts';
import { aSoundTemplate } from '../../../support/checker/a-sound-template.ts';

const fileOf = (content: string | Uint8Array, name = 'template.yaml'): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'templates-')), name);
  writeFileSync(file, content);
  return file;
};
const read = (yaml: string) => readTemplate(fileOf(yaml));

describe('a template in YAML', () => {
  it('is checked as the same in JSON is', () => {
    const { findings, pipelines } = checkPipelines(fileOf(stringify(aSoundTemplate())));

    expect(findings).toEqual([]);
    expect(pipelines).toMatchObject([{ topic: 'template/Topic', queue: 'template/Queue' }]);
  });

  it.each([
    ['a: !Ref b', { Ref: 'b' }],
    ['a: !Condition b', { Condition: 'b' }],
    ['a: !GetAtt b.Arn', { 'Fn::GetAtt': 'b.Arn' }],
    ['a: !GetAtt [b, Arn]', { 'Fn::GetAtt': ['b', 'Arn'] }],
    ['a: !Sub "x-${b}"', { 'Fn::Sub': 'x-${b}' }],
    ['a: !Join ["", [!Ref b, c]]', { 'Fn::Join': ['', [{ Ref: 'b' }, 'c']] }],
    ['a: !If [b, !Ref c, !Ref AWS::NoValue]', { 'Fn::If': ['b', { Ref: 'c' }, { Ref: 'AWS::NoValue' }] }],
    ['a: !Transform {Name: b}', { 'Fn::Transform': { Name: 'b' } }],
    ['a: &x !Ref b\nc: *x', { Ref: 'b' }],
    ['c: &x {k: 1}\na: {<<: *x, l: 2}', { k: 1, l: 2 }],
    ['a: True', true],
    ['a: 2012-10-17', '2012-10-17'],
    ['a: ! text', 'text'],
    ['a: "one\n  two"', 'one two'],
    ['a: "one\ntwo\n three"\nb: 1', 'one two three'],
    ['x:\n  - y: "one\r\n  two"\na: \'one\ntwo\'', 'one two'],
  ])('says by %s what JSON says', (yaml, a) => {
    expect(read(yaml)).toMatchObject({ a });
  });

  it.each([
    ['that is cut short', 'a: [', /cannot be read as YAML: .+ at line 1/],
    ['with a quote that never ends', `a: "b\n${'c: 1\n'.repeat(1_000)}`, /Missing closing "quote/],
    ['with an alias of nothing', 'a: *b', /cannot be read as YAML/],
    ['of two documents', 'a: 1\n---\nb: 1', /cannot be read as YAML/],
    ['with an anchor in itself', 'a: &a [*a]', /holds itself/],
    ['that is a list', '- a', /holds no object/],
    ['of ten thousand levels', `a: ${'['.repeat(10_000)}`, /cannot be read as YAML/],
    [
      'of a few values 2^60 times',
      `a0: &a0 [x]\n${Array.from({ length: 60 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join('\n')}`,
      /cannot be read as YAML: Excessive alias count/,
    ],
  ])('%s is refused in one sentence', (_, yaml, message) => {
    expect(() => read(yaml)).toThrow(PipelineInputError);
    expect(() => read(yaml)).toThrow(message);
    expect(() => read(yaml)).toThrow(/^[^\n]+\.$/);
  });
});

describe('a template file', () => {
  it.each<[string, BufferEncoding, string]>([
    ['UTF-8', 'utf8', 'template.yaml'],
    ['UTF-16', 'utf16le', 'template.yaml'],
    ['UTF-16', 'utf16le', 'template.json'],
  ])('in %s (%s) is read as %s, with a byte order mark and without', (_, encoding, name) => {
    const text = name.endsWith('.json') ? '{"Resources": {}}' : 'Resources: {}';

    for (const mark of ['', '\uFEFF']) {
      expect(readTemplate(fileOf(Buffer.from(mark + text, encoding), name))).toEqual({ Resources: {} });
    }
  });

  it('tells JSON by its first character where its name does not', () => {
    expect(readTemplate(fileOf('\n{"Resources": {}}', 'stack.template'))).toEqual({ Resources: {} });
    expect(readTemplate(fileOf('{Resources: {}}', 'stack.template'))).toEqual({ Resources: {} });
  });

  it.each(['.serverless/cloudformation-template-update-stack.json', '.aws-sam/build/template.yaml'])(
    'is found in its folder, as %s',
    (path) => {
      const file = fileOf(JSON.stringify(aSoundTemplate()), path.split('/').at(-1));

      expect(checkPipelines(join(file, '..')).findings).toEqual([]);
    },
  );
});
