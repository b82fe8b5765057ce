import { describe, expect, it } from '@jest/globals';
import { checkPipelines } from '../../../../checker/index.ts';
import { nested } from '../../../support/any/any-json.ts';
import { aSoundTemplate, change, TODAY, withResource } from '../../../support/checker/a-sound-template.ts';
import { findingsOf } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();
const nestedStack = (...needed: string[]) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: {
    Parameters: Object.fromEntries(needed.map((id) => [id, { 'Fn::GetAtt': [id, 'Outputs.Arn'] }])),
  },
});

describe('circular-dependency', () => {
  it('finds nested stacks that need each other, and names the remedy', () => {
    const template = withResource(
      withResource(sound, 'Functions', nestedStack('Pipeline')),
      'Pipeline',
      nestedStack('Functions'),
    );
    const { findings } = checkPipelines(template, { only: ['circular-dependency'], today: TODAY });

    expect(findings).toMatchObject([
      {
        severity: 'error',
        logicalId: 'Functions',
        message: expect.stringMatching(/^Functions needs Pipeline needs Functions: /),
        remedy: expect.stringContaining('defineFunction a resourceGroupName'),
      },
    ]);
  });

  it.each<[condition: string, template: object, found: string[]]>([
    [
      'passes with one that needs the other',
      withResource(withResource(sound, 'A', nestedStack('B')), 'B', nestedStack()),
      [],
    ],
    [
      'finds a resource that needs itself',
      change(sound, 'Queue', { Tags: [{ Key: 'a', Value: { Ref: 'Queue' } }] }),
      ['error Queue'],
    ],
    [
      'cannot know one that may not be created',
      {
        ...withResource(
          withResource(sound, 'A', { ...nestedStack('B'), Condition: 'Live' }),
          'B',
          nestedStack('A'),
        ),
        Conditions: { Live: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
      },
      [],
    ],
    ['reads twenty thousand levels', change(sound, 'Queue', { Tags: nested({ Ref: 'Queue' }, 20_000) }), []],
  ])('%s', (_, template, found) => {
    expect(findingsOf('circular-dependency', template)).toEqual(found);
  });
});
