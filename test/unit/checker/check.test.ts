import { describe, expect, it } from '@jest/globals';
import { checkPipelines, type Exception, type RuleId } from '../../../checker/index.ts';
import { aSoundTemplate, change, TODAY, without } from '../../support/checker/a-sound-template.ts';
import { allFindings } from '../../support/checker/rule-findings.ts';

const faulty = change(without(aSoundTemplate(), 'DeadLetterAlarm'), 'Queue', { RedrivePolicy: undefined });

describe('checkPipelines', () => {
  it('tells what is wrong, where, what to do, and by which document', () => {
    const template = { Resources: { ...aSoundTemplate().Resources } };
    const queue = { ...template.Resources.Queue, Metadata: { 'aws:cdk:path': 'Mail/Queue/Resource' } };
    const named = { Resources: { ...template.Resources, Queue: { ...queue, Properties: {} } } };

    const { findings } = checkPipelines(named, { only: ['dead-letter-queue'] });

    expect(findings).toEqual([
      {
        rule: 'dead-letter-queue',
        severity: 'error',
        logicalId: 'Queue',
        path: 'Mail/Queue/Resource',
        message:
          'The queue has no dead-letter queue: what cannot be sent comes again until it expires, and is then gone without a trace.',
        remedy: 'Give the queue a RedrivePolicy with a dead-letter queue.',
        source:
          'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
      },
    ]);
  });

  it('calls a resource without a construct by its stack and its logical id', () => {
    const { findings } = checkPipelines({ name: 'Mail.template.json', template: faulty }, { today: TODAY });

    expect(findings.map(({ path }) => path)).toEqual(['Mail/Queue']);
  });

  it('puts errors before warnings, and what was not checked last', () => {
    const template = change(change(faulty, 'Topic', { KmsMasterKeyId: undefined }), 'Subscription', {
      RedrivePolicy: { deadLetterTargetArn: { Ref: 'Given' } },
    });

    const severities = checkPipelines(template, { today: TODAY }).findings.map(({ severity }) => severity);

    expect(severities).toEqual([...severities].sort((one, other) => rank(one) - rank(other)));
    expect(new Set(severities)).toEqual(new Set(['error', 'warning', 'info']));
  });

  it('tells once what two pipelines share', () => {
    const { Resources } = without(aSoundTemplate(), 'TopicPolicy');
    const template = { Resources: { ...Resources, Again: Resources.Subscription } };

    expect(checkPipelines(template).pipelines).toHaveLength(2);
    expect(allFindings(template)).toEqual(['warning tls Topic']);
  });

  it('finds that there is no pipeline', () => {
    expect(allFindings({ Resources: {} })).toEqual(['error no-pipeline']);
    expect(allFindings([])).toEqual(['error no-pipeline']);
    expect(allFindings({ Resources: {} }, { only: ['tls'] })).toEqual(['error no-pipeline']);
  });

  it.each([[null], [7], [undefined], [['Mail', null]]])('refuses %j, which is no template', (input) => {
    expect(() => checkPipelines(input as never)).toThrow(/no template|There is no/);
  });
});

describe('only', () => {
  it('runs these rules alone', () => {
    const template = without(faulty, 'TopicPolicy');

    expect(allFindings(template, { only: ['tls'] })).toEqual(['warning tls Topic']);
  });

  it('refuses a rule that does not exist, and names those that do', () => {
    expect(() => checkPipelines(faulty, { only: ['tsl' as RuleId] })).toThrow(
      /^only: there is no rule tsl: give one of dead-letter-queue, .*tls/,
    );
  });
});

describe('except', () => {
  const template = without(aSoundTemplate(), 'TopicPolicy', 'DeadLetterQueuePolicy');
  const check = (exception: Omit<Exception, 'rule'>) =>
    allFindings(template, { except: [{ rule: 'tls', ...exception }] });
  const reason = 'the account is closed to plain HTTP';

  it.each([
    ['on every resource', { reason }, []],
    ['on one, by its logical id', { logicalId: 'Topic', reason }, ['warning tls DeadLetterQueue']],
    ['on one, by its path', { path: 'Template/Topic', reason }, ['warning tls DeadLetterQueue']],
    ['below a path', { path: 'Template', reason }, []],
  ])('accepts what a rule finds %s', (_, exception, left) => {
    expect(check(exception)).toEqual(left);
  });

  it('keeps what it accepted, with the reason', () => {
    const { excepted } = checkPipelines(template, { except: [{ rule: 'tls', logicalId: 'Topic', reason }] });

    expect(excepted.map(({ finding, reason: why }) => [finding.logicalId, why])).toEqual([['Topic', reason]]);
  });

  it('finds an exception that accepts nothing', () => {
    expect(check({ logicalId: 'Queue', reason })).toEqual([
      'warning tls Topic',
      'warning tls DeadLetterQueue',
      'warning unused-exception Queue',
    ]);
  });

  it('does not call one unused whose rule does not run', () => {
    expect(
      allFindings(aSoundTemplate(), { only: ['encryption'], except: [{ rule: 'tls', reason }] }),
    ).toEqual([]);
  });

  it('accepts that there is no pipeline', () => {
    expect(
      allFindings({}, { except: [{ rule: 'no-pipeline', reason: 'only some stacks have one' }] }),
    ).toEqual([]);
  });

  it.each([
    ['no reason', { rule: 'tls', reason: ' ' }, /tls gives no reason/],
    ['a rule that does not exist', { rule: 'tsl', reason }, /^except: there is no rule tsl/],
  ])('refuses %s', (_, exception, message) => {
    expect(() => checkPipelines(template, { except: [exception as Exception] })).toThrow(message);
  });
});

function rank(severity: string): number {
  return ['error', 'warning', 'info'].indexOf(severity);
}
