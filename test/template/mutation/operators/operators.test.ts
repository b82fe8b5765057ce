import { describe, expect, it } from '@jest/globals';
import type { Properties, Template } from '../../specification/template.ts';
import { type Site, sitesIn } from '../site.ts';
import { deleteWidget } from './dashboard.ts';
import { deleteResource } from './delete.ts';
import { rewire } from './rewire.ts';
import { changeNumber, changeText, flip, mixUp } from './values.ts';

const TYPE = 'AWS::Some::Thing';

describe('changeNumber', () => {
  it.each([
    [256, [128, 512, 0, 1, 255, 257, 2560]],
    [1, [0, 2, 10]],
    [0, [1]],
    ['14', ['7', '28', '0', '1', '13', '15', '140']],
    ['text', []],
  ])('shrinks and enlarges %j to %j', (value, others) => {
    expect(valuesOf(changeNumber, { Setting: value })).toEqual(others);
  });
});

describe('flip', () => {
  it.each([
    [true, [false]],
    ['false', ['true']],
    ['falsehood', []],
  ])('turns %j into %j', (value, others) => {
    expect(valuesOf(flip, { Setting: value })).toEqual(others);
  });
});

describe('changeText', () => {
  it.each([
    ['Protocol', 'sqs', ['lambda', 'https', 'email', 'email-json']],
    ['Endpoint', 'here', ['hereX']],
    ['Description', 'Some words', ['']],
    ['Enabled', 'true', []],
    ['Count', '14', []],
  ])('has %s say in place of %j: %j', (name, value, others) => {
    expect(valuesOf(changeText, { [name]: value })).toEqual(others);
  });
});

describe('mixUp', () => {
  it('takes the values of all peers that differ', () => {
    const template: Template = {
      Resources: {
        One: { Type: TYPE, Properties: { Size: 1 } },
        Two: { Type: TYPE, Properties: { Size: 2 } },
        Three: { Type: TYPE, Properties: { Size: 1 } },
        Other: { Type: 'AWS::Other::Thing', Properties: { Size: 4 } },
      },
    };

    const edits = [...mixUp(siteIn(template, 'One Size'))];

    expect(edits.map((edit) => edit.template.Resources.One?.Properties)).toEqual([{ Size: 2 }]);
  });
});

describe('rewire', () => {
  const template: Template = {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Other: { Type: 'AWS::SQS::Queue' },
      Function: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
      Role: { Type: 'AWS::IAM::Role' },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { Of: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Account: { Ref: 'AWS::AccountId' } },
      },
    },
  };

  it('points to what could stand there: its like, and what else has such an attribute', () => {
    const edits = [...rewire(siteIn(template, 'Alarm Of'))];

    expect(edits.map((edit) => edit.template.Resources.Alarm?.Properties?.Of)).toEqual([
      { 'Fn::GetAtt': ['Other', 'Arn'] },
      { 'Fn::GetAtt': ['Role', 'Arn'] },
      { Ref: 'Queue' },
    ]);
  });

  it('leaves what is not of the template', () => {
    expect([...rewire(siteIn(template, 'Alarm Account'))]).toEqual([]);
  });
});

describe('deleteResource', () => {
  it('takes away what refers to it too, in a second edit', () => {
    const template: Template = {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue' },
        Alarm: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: {
            Of: [{ Ref: 'Queue' }, { Ref: 'AWS::Region' }],
            Name: { 'Fn::Join': ['', ['of ', { Ref: 'Queue' }]] },
          },
          DependsOn: ['Queue'],
        },
      },
    };

    const [alone, pruned] = [...deleteResource(template, 'Queue')].map((edit) => edit.template.Resources);

    expect(alone).toEqual({ Alarm: template.Resources.Alarm });
    expect(pruned).toEqual({
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Of: [{ Ref: 'AWS::Region' }] }, DependsOn: [] },
    });
  });
});

describe('deleteWidget', () => {
  it('takes away one widget and keeps the references of the others', () => {
    const body = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
    const template: Template = {
      Resources: {
        Board: {
          Type: 'AWS::CloudWatch::Dashboard',
          Properties: {
            DashboardBody: body(
              '{"widgets":[{"properties":{"title":"One","of":"',
              { Ref: 'A' },
              '"}},{"properties":{"of":"',
              { Ref: 'B' },
              '"}}]}',
            ),
          },
        },
      },
    };

    const edits = [...deleteWidget(siteIn(template, 'Board DashboardBody'))];

    expect(edits.map(({ what }) => what)).toEqual(['without One', 'without its heading']);
    expect(edits.map((edit) => edit.template.Resources.Board?.Properties?.DashboardBody)).toEqual([
      body('{"widgets":[{"properties":{"of":"', { Ref: 'B' }, '"}}]}'),
      body('{"widgets":[{"properties":{"title":"One","of":"', { Ref: 'A' }, '"}}]}'),
    ]);
  });
});

/** What `operator` has the only setting of a thing be. */
function valuesOf(
  operator: (site: Site) => Iterable<{ template: Template }>,
  properties: Properties,
): unknown[] {
  const [name] = Object.keys(properties) as [string];
  const site = siteIn({ Resources: { Thing: { Type: TYPE, Properties: properties } } }, `Thing ${name}`);
  return [...operator(site)].map((edit) => edit.template.Resources.Thing?.Properties?.[name]);
}

function siteIn(template: Template, label: string): Site {
  const found = [...sitesIn(template)].find((site) => site.label === label);
  if (!found) throw new Error(`There is no ${label}`);
  return found;
}
