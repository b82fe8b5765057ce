import { describe, expect, it } from '@jest/globals';
import { checkPipelines } from '../../../../checker/index.ts';
import { formatCheck } from '../../../../cli/check/format.ts';
import { widthOf } from '../../../../words/width.ts';
import { aSoundTemplate, change, TODAY, without } from '../../../support/checker/a-sound-template.ts';
import { aLayout } from '../../../support/command/a-layout.ts';

const faulty = change(without(aSoundTemplate(), 'TopicPolicy', 'DeadLetterAlarm'), 'Queue', {
  SqsManagedSseEnabled: undefined,
});
const report = checkPipelines({ name: 'Mail', template: faulty }, { today: TODAY });

describe('formatCheck', () => {
  it('groups what was found by pipeline and resource', () => {
    expect(formatCheck({ report, known: [], checked: 'cdk.out' }, aLayout())).toBe(`Mail/Topic
→ Mail/Queue
→ Mail/Emailer

  Mail/DeadLetterQueue
    warning  dead-letter-alarm
      No alarm watches the dead-letter queue: nobody learns of a dead letter
      before it expires.
      → Add an alarm on ApproximateNumberOfMessagesVisible of the queue, above
      0.
      https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html

  Mail/Topic
    warning  tls
      The topic takes plain HTTP, by which addresses and texts can be read on
      their way (sns:Publish).
      → Deny sns:Publish to everyone in its policy where aws:SecureTransport is
      false; in the CDK, enforceSSL: true.
      https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html

not checked  encryption  Mail/Queue: the encryption of the queue (it says
nothing of it; SQS encrypts queues that were created since October 2022)

cdk.out: 1 pipeline, 0 errors, 2 warnings, 1 not checked
`);
  });

  it.each([40, 80, 200])(
    'fits %d columns, but for URLs, which a terminal can break and still open',
    (width) => {
      const lines = formatCheck({ report, known: [], checked: 'cdk.out' }, aLayout(width)).split('\n');

      expect(lines.filter((line) => widthOf(line) > width && !line.includes('https://'))).toEqual([]);
    },
  );

  it('tells the pipeline with an error first, and what repeats once', () => {
    const another = JSON.parse(
      JSON.stringify(faulty.Resources).replace(/"([A-Z]\w+)"/g, (text, id: string) =>
        id in faulty.Resources ? `"Other${id}"` : text,
      ),
    );
    const template = { Resources: { ...faulty.Resources, ...another } };
    const worse = change(template, 'OtherQueue', { RedrivePolicy: undefined });
    const found = checkPipelines({ name: 'Mail', template: worse }, { today: TODAY });
    const text = formatCheck({ report: found, known: [], checked: 'cdk.out' }, aLayout(200));

    expect(text).toMatch(/^Mail\/OtherTopic\n→ Mail\/OtherQueue\n/);
    expect(text.match(/The topic takes plain HTTP/g)).toHaveLength(1);
    expect(text).toContain('      also at Mail/Topic\n');
    expect(text).toContain(
      '\nnot checked  encryption  Mail/Queue, Mail/OtherQueue: the encryption of the queue (',
    );
  });

  it('shows what belongs to no pipeline below them', () => {
    const except = [{ rule: 'tls' as const, logicalId: 'Nothing', reason: 'none' }];
    const outcome = {
      report: checkPipelines(faulty, { today: TODAY, except }),
      known: [],
      checked: 'cdk.out',
    };
    const text = formatCheck(outcome, aLayout());

    expect(text).toContain('Beside the pipelines\n\n  Nothing\n    warning  unused-exception\n');
  });

  it('lets nothing of a template act on the terminal', () => {
    const template = {
      Resources: {
        ...faulty.Resources,
        Topic: { ...faulty.Resources.Topic, Metadata: { 'aws:cdk:path': 'a\u001b[31mb\u202ec' } },
      },
    };
    const outcome = { report: checkPipelines(template, { today: TODAY }), known: [], checked: 'c\u0007' };
    const text = formatCheck(outcome, aLayout());

    expect(['\u0007', '\u001b', '\u202e'].filter((character) => text.includes(character))).toEqual([]);
  });
});
