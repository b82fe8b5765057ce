import { describe, expect, it } from '@jest/globals';
import { checkPipelines, type RuleId } from '../../../checker/index.ts';
import {
  aSoundTemplate,
  change,
  depthAlarm,
  lettingSns,
  type PlainTemplate,
  queuePolicy,
  TODAY,
  withResource,
} from '../../support/checker/a-sound-template.ts';
import { allFindings, findingsOf } from '../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const either = (condition: string, one: unknown, other: unknown) => ({ 'Fn::If': [condition, one, other] });
const isStage = (stage: string) => ({ 'Fn::Equals': [{ Ref: 'Stage' }, stage] });

/** A template with conditions that only a deployment tells; the last is the opposite of the first. */
const open = (template: PlainTemplate) => ({
  ...template,
  Parameters: { Stage: { Type: 'String' } },
  Conditions: {
    Prod: isStage('prod'),
    Test: isStage('test'),
    ...Object.fromEntries(['A', 'B', 'C', 'D'].map((name) => [name, isStage(name)])),
    NotProd: { 'Fn::Not': [{ Condition: 'Prod' }] },
  },
});
const queue = (Properties: Readonly<Record<string, unknown>>, template = sound) =>
  change(template, 'Queue', Properties);
const visible = (VisibilityTimeout: unknown) => queue({ VisibilityTimeout });
const timeout = (Timeout: unknown, template: PlainTemplate) => change(template, 'Emailer', { Timeout });
const topicOf = (source: unknown) =>
  queuePolicy('Queue', lettingSns('Queue', { Condition: { ArnLike: { 'aws:SourceArn': source } } }));
const onlyIn = (Condition: string, template: PlainTemplate, id: string): PlainTemplate => {
  const resource = template.Resources[id];
  return resource ? withResource(template, id, { ...resource, Condition }) : template;
};

/** The same pipeline under other ids. */
function another(prefix: string): PlainTemplate {
  const resources = Object.entries(sound.Resources).map(([id, resource]) => [
    `${prefix}${id}`,
    JSON.parse(JSON.stringify(resource).replaceAll(/"(Ref|Fn::GetAtt)":(\["|")(\w+)/g, `"$1":$2${prefix}$3`)),
  ]);
  return { Resources: Object.fromEntries(resources) };
}

describe('what depends on a condition that only a deployment tells', () => {
  it.each<[is: string, rule: RuleId, template: PlainTemplate, found: string[]]>([
    ['right in both cases, is right', 'visibility-timeout', visible(either('Prod', 180, 240)), []],
    [
      'wrong in both cases, is wrong',
      'visibility-timeout',
      visible(either('Prod', 60, 90)),
      ['warning Queue'],
    ],
    [
      'wrong in both cases, is as wrong as in the better one',
      'visibility-timeout',
      visible(either('Prod', 10, 90)),
      ['warning Queue'],
    ],
    [
      'right in one case only, is not checked',
      'visibility-timeout',
      visible(either('Prod', 180, 90)),
      ['info Queue'],
    ],
    [
      'right by what else is so in the same case, is right',
      'visibility-timeout',
      timeout(either('Prod', 30, 10), visible(either('Prod', 180, 60))),
      [],
    ],
    [
      'right by another condition that says the same, is right',
      'visibility-timeout',
      timeout(either('NotProd', 10, 30), visible(either('Prod', 180, 60))),
      [],
    ],
    [
      'right whatever two conditions are, is right',
      'visibility-timeout',
      timeout(either('Test', 10, 30), visible(either('Prod', 180, 240))),
      [],
    ],
    [
      'wrong where one of two holds, is not checked',
      'visibility-timeout',
      timeout(either('Test', 300, 30), visible(either('Prod', 180, 240))),
      ['info Emailer'],
    ],
    [
      'up to four conditions, is not checked',
      'visibility-timeout',
      visible(either('A', 180, either('B', 180, either('C', 180, either('D', 180, 181))))),
      ['info Queue'],
    ],
    [
      'a whole object, is looked into',
      'dead-letter-queue',
      queue({
        RedrivePolicy: either(
          'Prod',
          { deadLetterTargetArn: arn('DeadLetterQueue') },
          {
            deadLetterTargetArn: arn('UndeliveredQueue'),
          },
        ),
      }),
      [],
    ],
    [
      'there in one case only, is not checked',
      'dead-letter-queue',
      queue({
        RedrivePolicy: either(
          'Prod',
          { deadLetterTargetArn: arn('DeadLetterQueue') },
          { Ref: 'AWS::NoValue' },
        ),
      }),
      ['info Queue'],
    ],
    [
      'a statement of a policy, lets the topic send in both cases',
      'queue-policy',
      withResource(
        sound,
        'QueuePolicy',
        topicOf(either('Prod', { Ref: 'Topic' }, 'arn:aws:sns:*:123456789012:*')),
      ),
      [],
    ],
    [
      'two alarms of which there is always one, is watched',
      'dead-letter-alarm',
      withResource(onlyIn('Prod', sound, 'DeadLetterAlarm'), 'Other', {
        ...depthAlarm('DeadLetterQueue'),
        Condition: 'NotProd',
      }),
      [],
    ],
    [
      'one alarm, is not checked',
      'dead-letter-alarm',
      onlyIn('Prod', sound, 'DeadLetterAlarm'),
      ['info DeadLetterQueue'],
    ],
  ])('and %s', (_, rule, template, found) => {
    expect(findingsOf(rule, open(template))).toEqual(found);
  });

  it('is told as the fault that it is in the better case', () => {
    const { findings } = checkPipelines(open(visible(either('Prod', 60, 90))), {
      only: ['visibility-timeout'],
      today: TODAY,
    });

    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('The visibility timeout of 60 s is below 6 × 30 s = 180 s'),
    ]);
  });

  it('is looked at in each of many pipelines, each with a condition of its own', () => {
    const names = Array.from({ length: 12 }, (_, index) => `P${index}`);
    const all = names.map((name) =>
      change(another(name), `${name}Queue`, { VisibilityTimeout: either(name, 180, 240) }),
    );
    const Conditions = Object.fromEntries(names.map((name) => [name, isStage(name)]));
    const Resources = Object.assign({}, ...all.map((one) => one.Resources));

    expect(allFindings({ ...open(sound), Conditions, Resources })).toEqual([]);
  });

  it('leaves the other pipelines as they are', () => {
    const both = { Resources: { ...sound.Resources, ...another('Other').Resources } };
    const faulty = change(
      change(both, 'Queue', { VisibilityTimeout: either('Prod', 180, 90) }),
      'OtherQueue',
      {
        VisibilityTimeout: 90,
      },
    );

    expect(allFindings(open(faulty))).toEqual([
      'warning visibility-timeout OtherQueue',
      'info visibility-timeout Queue',
    ]);
  });

  it('may be accepted by the metadata of the resource', () => {
    const template = visible(either('Prod', 60, 90));
    const accepted = withResource(template, 'Queue', {
      ...template.Resources.Queue,
      Metadata: {
        mailroom: { except: [{ rule: 'visibility-timeout', reason: 'the function is idempotent' }] },
      },
    } as never);

    expect(allFindings(open(accepted))).toEqual([]);
  });
});
