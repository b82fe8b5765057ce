import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkPipelines, type Finding } from '../../../testing/index.ts';
import {
  aSoundDirectTemplate,
  aSoundTemplate,
  change,
  type PlainTemplate,
  TODAY,
  without,
} from '../../support/a-sound-template.ts';
import { cases } from '../../support/cases.ts';

/** Templates in which much is found, and some is not known. */
const templates: readonly PlainTemplate[] = [
  aSoundTemplate(),
  aSoundDirectTemplate(),
  change(without(aSoundTemplate(), 'QueuePolicy', 'TopicPolicy', 'DeadLetterAlarm'), 'Mapping', {
    ScalingConfig: undefined,
    FunctionResponseTypes: { Ref: 'Given' },
  }),
];

const check = (template: object): readonly Finding[] => checkPipelines(template, { today: TODAY }).findings;
const sorted = (findings: readonly Finding[]) => findings.map((finding) => JSON.stringify(finding)).sort();

/** Values that a template may well hold in the wrong place. */
const INTRINSICS = [
  'Ref',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::Join',
  'Fn::If',
  'Fn::Select',
  'Fn::Split',
  'Fn::FindInMap',
];
const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      null,
      0,
      -1,
      '',
      'arn:aws:sqs:::',
      'Queue',
      'AWS::NoValue',
      '{"a":1}',
      true,
      '__proto__',
      'constructor',
    ),
    fc.integer(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom(...INTRINSICS, 'Statement', 'Condition', 'Principal'), fc.string()),
      tie('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
})).value;

describe('the checker', () => {
  it('finds the same in whichever order the resources stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates).chain((template) =>
          fc.tuple(
            fc.constant(template),
            fc.shuffledSubarray(Object.entries(template.Resources), {
              minLength: Object.keys(template.Resources).length,
            }),
          ),
        ),
        ([template, shuffled]) => {
          const other = { ...template, Resources: Object.fromEntries(shuffled) };

          expect(sorted(check(other))).toEqual(sorted(check(template)));
        },
      ),
      { numRuns: cases(50) },
    );
  });

  it('finds the same under other logical ids, but for the ids', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates),
        fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}$/),
        (template, prefix) => {
          const ids = Object.keys(template.Resources);
          // Every id stands in the template as a whole text of its own.
          const renamed = JSON.parse(
            JSON.stringify(template).replace(/"(\w+)"/g, (text, id: string) =>
              ids.includes(id) ? `"${prefix}X${id}"` : text,
            ),
          );
          const restored = sorted(check(renamed)).map((text) => text.replaceAll(`${prefix}X`, ''));

          expect(restored.sort()).toEqual(
            sorted(check(template))
              .map((text) => text.replaceAll(`${prefix}X`, ''))
              .sort(),
          );
        },
      ),
      { numRuns: cases(50) },
    );
  });

  it('reads a template from which any resources are missing', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...templates)
          .chain((template) => fc.tuple(fc.constant(template), fc.subarray(Object.keys(template.Resources)))),
        ([template, missing]) => {
          expect(Array.isArray(check(without(template, ...missing)))).toBe(true);
        },
      ),
      { numRuns: cases(200) },
    );
  });

  it('reads a template in which any property is anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates).chain((template) => {
          const properties = Object.entries(template.Resources).flatMap(([id, { Properties }]) =>
            Object.keys(Properties).map((key) => [id, key] as const),
          );
          return fc.tuple(fc.constant(template), fc.constantFrom(...properties), anyValue);
        }),
        ([template, [id, key], value]) => {
          expect(Array.isArray(check(change(template, id, { [key]: value })))).toBe(true);
        },
      ),
      { numRuns: cases(500) },
    );
  });

  it('reads any JSON', () => {
    const section = fc.constantFrom('Resources', 'Parameters', 'Conditions', 'Mappings', 'Outputs');
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(section, fc.string()), anyValue), (template) => {
        expect(check(template).map(({ rule }) => rule)).toEqual(['no-pipeline']);
      }),
      { numRuns: cases(300) },
    );
  });

  it('never changes what it is given', () => {
    for (const template of templates) {
      const before = JSON.stringify(template);
      check(template);

      expect(JSON.stringify(template)).toBe(before);
    }
  });
});
