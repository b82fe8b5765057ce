import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkPipelines, isFault, PipelineInputError } from '../../../checker/index.ts';
import { anyJson } from '../../support/any/any-json.ts';
import { anyPlaceIn, replacedAt } from '../../support/any/any-place.ts';
import { cases } from '../../support/any/cases.ts';
import {
  aSoundDirectTemplate,
  aSoundTemplate,
  change,
  type PlainTemplate,
  TODAY,
} from '../../support/checker/a-sound-template.ts';

const GIVEN = { Given: { Type: 'String' } };

/** Sound templates, by references, and by names and conditions. */
const sound: readonly PlainTemplate[] = [aSoundTemplate(), aSoundDirectTemplate(), byNames()].map(
  (template) => ({
    ...template,
    Parameters: GIVEN,
  }),
);

/** The sound template in which names and ARNs stand in the place of references. */
function byNames(): PlainTemplate {
  const named = change(change(aSoundTemplate(), 'Topic', { TopicName: 'topic' }), 'Queue', {
    QueueName: 'queue',
  });
  const text = JSON.stringify(named)
    .replaceAll(
      '"TopicArn":{"Ref":"Topic"}',
      '"TopicArn":{"Fn::Sub":"arn:aws:sns:${AWS::Region}:${AWS::AccountId}:topic"}',
    )
    .replaceAll(
      '"aws:SourceArn":{"Ref":"Topic"}',
      '"aws:SourceArn":"arn:aws:sns:eu-west-1:123456789012:topic"',
    )
    .replaceAll(
      '"EventSourceArn":{"Fn::GetAtt":["Queue","Arn"]}',
      '"EventSourceArn":{"Fn::Join":[":",["arn:aws:sqs",{"Ref":"AWS::Region"},{"Ref":"AWS::AccountId"},"queue"]]}',
    );
  return JSON.parse(text);
}

const anyMutant = anyJson({
  keys: [
    ...['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join', 'Fn::If', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap'],
    ...[
      'Fn::ImportValue',
      'Fn::ForEach::All',
      'Fn::Transform',
      'Condition',
      'Type',
      'Properties',
      'Statement',
    ],
    ...['Resources', 'Transform', 'Events', 'Policies', '__proto__', 'constructor'],
  ],
  texts: [
    'arn:aws:sqs:::',
    'Queue',
    'AWS::NoValue',
    'AWS::Serverless::Function',
    'AWS::SNS::Topic',
    '${Queue.Arn}',
    '{"a":',
    '*',
  ],
  wraps: [
    (value) => ({ 'Fn::If': ['Unknown', value, 'other'] }),
    (value) => ({ 'Fn::Join': ['', [value]] }),
    (value) => [value, value],
  ],
});

/** What no template tells. */
const anyUnknown = fc.constantFrom<object | string>(
  { Ref: 'Given' },
  { 'Fn::ImportValue': 'elsewhere' },
  { 'Fn::Transform': { Name: 'Ours' } },
  { 'Fn::FindInMap': ['Names', { Ref: 'AWS::Region' }, 'name'] },
  { 'Fn::If': ['Known', { Ref: 'Given' }, { 'Fn::ImportValue': 'elsewhere' }] },
  { 'Fn::Sub': '${Given}' },
  { 'Fn::Join': ['', [{ Ref: 'Given' }, { Ref: 'Given' }]] },
  '{{resolve:ssm:/somewhere}}',
);

const check = (template: object) => checkPipelines(template, { today: TODAY });

describe('a template of which something was changed', () => {
  const anyChanged = fc.constantFrom(...sound).chain((template) =>
    fc
      .array(fc.tuple(anyPlaceIn(template), fc.option(anyMutant, { nil: undefined })), {
        minLength: 1,
        maxLength: 3,
      })
      .map((changes) =>
        changes.reduce((changed, [path, value]) => replacedAt(changed, path, () => value), template),
      ),
  );

  it('is checked, or refused in a sentence, and told of in words', () => {
    fc.assert(
      fc.property(anyChanged, (template) => {
        try {
          const { findings, pipelines } = check(template);
          const ids = new Set(['', ...Object.keys(template.Resources ?? {})]);

          expect(JSON.stringify([findings, pipelines])).not.toMatch(
            /\[object Object\]|[\uE000-\uF8FF]|undefined/,
          );
          expect(findings.filter(({ logicalId }) => !ids.has(logicalId))).toEqual([]);
        } catch (error) {
          if (!(error instanceof PipelineInputError)) throw error;
        }
      }),
      { numRuns: cases(600) },
    );
  });

  it('has no fault for something that became unknown', () => {
    const anyUntold = fc.constantFrom(...sound).chain((template) =>
      fc
        .tuple(anyPlaceIn(template.Resources), anyUnknown)
        .filter(([path]) => path.length > 2 && path[1] === 'Properties')
        .map(([path, unknown]) => ({
          ...template,
          Resources: replacedAt(template.Resources, path, () => unknown),
        })),
    );
    fc.assert(
      fc.property(anyUntold, (template) => {
        expect(check(template).findings.filter(isFault)).toEqual([]);
      }),
      { numRuns: cases(400) },
    );
  });
});
