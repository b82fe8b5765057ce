import { describe, expect, it } from '@jest/globals';
import type { Template } from '../specification/template.ts';
import { specifiedPipeline } from '../specified-pipeline.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

/** A queue behind its dead-letter queue, with a policy: small enough to know every mutant of it. */
const SMALL: Template = {
  Resources: {
    Dead: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Dead' }],
        PolicyDocument: {
          Statement: [
            { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
          ],
        },
      },
      DependsOn: ['Dead'],
    },
  },
};

describe('mutantsOf', () => {
  it('misses nothing of a small template', () => {
    const keys = [...mutantsOf(SMALL)].map(({ key }) => key).filter((key) => !/ = |: added$/.test(key));

    const statement = 'Policy PolicyDocument.Statement[Deny sqs:*]';
    expect(keys).toEqual([
      'Dead: deleted',
      'Dead: deleted with what refers to it',
      'Policy: deleted',
      'Dead DeletionPolicy: → Delete',
      'Dead DeletionPolicy: deleted',
      'Policy DependsOn: deleted',
      'Policy DependsOn[Dead]: → DeadX',
      'Policy DependsOn[Dead]: deleted',
      'Policy Queues: deleted',
      'Policy Queues[Dead]: → Dead.Arn',
      'Policy Queues[Dead]: deleted',
      'Policy PolicyDocument: deleted',
      'Policy PolicyDocument.Statement: deleted',
      `${statement}: Effect → Allow`,
      `${statement}: under a condition that never holds`,
      `${statement}: Action → *`,
      `${statement}: Action + sqs:PurgeQueue`,
      `${statement}: Action + sqs:SetQueueAttributes`,
      `${statement}: Action + sqs:AddPermission`,
      `${statement}: Resource → *`,
      `${statement}: Resource → its ARN and whatever begins with it`,
      `${statement}: Action → NotAction`,
      `${statement}: Resource → NotResource`,
      `${statement}: Principal → NotPrincipal`,
      `${statement}: deleted`,
      `${statement}.Effect: → DenyX`,
      `${statement}.Effect: deleted`,
      `${statement}.Principal: → *X`,
      `${statement}.Principal: deleted`,
      `${statement}.Action: → sqs:*X`,
      `${statement}.Action: deleted`,
      `${statement}.Resource: → Dead`,
      `${statement}.Resource: deleted`,
    ]);
  });

  it('refuses a template of which two resources would be called alike', () => {
    const queue = { Type: 'AWS::SQS::Queue' };

    expect(() => [...mutantsOf({ Resources: { Queue91395D8F: queue, Queue01234567: queue } })]).toThrow(
      /^Expected resources with labels of their own, got two Queue$/,
    );
  });

  describe('of a pipeline', () => {
    const { template } = specifiedPipeline();
    const before = JSON.stringify(template);
    const mutants = [...mutantsOf(template)];

    it('gives the same ones each time, under the same keys', () => {
      expect([...mutantsOf(template)]).toEqual(mutants);
    });

    it('gives each a key of its own, without a hash', () => {
      const keys = mutants.map(({ key }) => key);

      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => /[0-9A-F]{8}|[0-9a-f]{16}/.test(key.replace(/9{12}/, '')))).toEqual([]);
    });

    it('gives none that is the template, and none twice', () => {
      const all = [{ template }, ...mutants].map(({ template: each }) => textOf(each));

      expect(new Set(all).size).toBe(all.length);
    });

    it('leaves the template as it is', () => {
      expect(JSON.stringify(template)).toBe(before);
    });

    it('has the most of those that lose mail or leak', () => {
      const counts = Object.groupBy(mutants, ({ consequence }) => consequence);
      const numbers = Object.entries(counts).map(([name, found = []]): [string, number] => [
        name,
        found.length,
      ]);
      const [first, second] = numbers.toSorted(([, one], [, other]) => other - one).map(([name]) => name);

      expect([first, second].toSorted()).toEqual(['leaks', 'loses mail']);
    });

    it.each<[string, Mutant['consequence']]>([
      ['DeadLetterQueue DeletionPolicy: → Delete', 'loses mail'],
      ['Queue RedrivePolicy.deadLetterTargetArn: → UndeliveredQueue.Arn', 'loses mail'],
      [
        'QueueEmailerSqsEventSourceBackendNotificationsQueue FunctionResponseTypes[ReportBatchItemFailures]: deleted',
        'loses mail',
      ],
      ['QueueBackendNotificationsNotificationTopic RawMessageDelivery: → false', 'loses mail'],
      ['QueuePolicy PolicyDocument.Statement[Allow sqs:SendMessage].Condition: deleted', 'leaks'],
      ['QueuePolicy PolicyDocument.Statement[Deny sqs:*]: Effect → Allow', 'leaks'],
      [
        'QueueEmailerRoleDefaultPolicy PolicyDocument.Statement[Allow ses:SendEmail, ses:SendRawEmail]: Action → *',
        'leaks',
      ],
      ['QueueEmailerRole: ManagedPolicyArns = ["arn:aws:iam::aws:policy/AdministratorAccess"]', 'leaks'],
      ['Queue SqsManagedSseEnabled: → false', 'leaks'],
      ['Queue VisibilityTimeout: → 180', 'sends twice'],
      ['QueueEmailer: Environment.Variables.POWERTOOLS_IDEMPOTENCY_DISABLED = true', 'sends twice'],
      ['QueueEmailer Runtime: → nodejs22.x', 'stops or slows'],
      ['AlarmsDeadLetterArrived: ActionsEnabled = false', 'goes unseen'],
      ['Dashboard DashboardBody: without Verdicts (notifications)', 'goes unseen'],
    ])('knows what %s does: %s', (key, consequence) => {
      expect(mutants.find((mutant) => mutant.key === key)?.consequence).toBe(consequence);
    });
  });
});

const texts = new WeakMap<object, string>();

/** One for all values that mean the same: in which order properties stand does not matter. */
function textOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  // Mutants share what is not changed.
  const text = texts.get(value) ?? (Array.isArray(value) ? value.map(textOf).join() : propertiesIn(value));
  texts.set(value, text);
  return Array.isArray(value) ? `[${text}]` : `{${text}}`;
}

function propertiesIn(value: object): string {
  const properties = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${textOf(each)}`);
  return properties.toSorted().join();
}
