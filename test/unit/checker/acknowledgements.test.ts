import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type CheckOptions, checkPipelines, type PipelineInput } from '../../../checker/index.ts';
import { aFolder, aManifest } from '../../support/checker/a-checked-assembly.ts';
import { aSoundTemplate, TODAY, without } from '../../support/checker/a-sound-template.ts';

const reason = 'the account is closed to plain HTTP';
/** Two findings of one rule: on the topic, and on the dead-letter queue. */
const faulty = without(aSoundTemplate(), 'TopicPolicy', 'DeadLetterQueuePolicy');

function check(input: PipelineInput, options: CheckOptions = {}) {
  const { findings, excepted } = checkPipelines(input, { today: TODAY, ...options });
  return {
    findings: findings.map(({ rule, logicalId }) => `${rule} ${logicalId}`.trim()),
    messages: findings.map(({ message }) => message),
    excepted: excepted.map(({ finding, origin, reason: why }) => `${finding.logicalId} ${origin}: ${why}`),
  };
}

/** The template with metadata on one resource. */
function withMetadata(logicalId: string, metadata: object) {
  const resource = { ...faulty.Resources[logicalId], Metadata: metadata };
  return { ...faulty, Resources: { ...faulty.Resources, [logicalId]: resource } };
}

const exceptTls = { mailroom: { except: [{ rule: 'tls', reason }] } };

describe('an exception in the metadata', () => {
  it('of a resource accepts what is found there alone', () => {
    expect(check(withMetadata('Topic', exceptTls))).toMatchObject({
      findings: ['tls DeadLetterQueue'],
      excepted: [`Topic metadata: ${reason}`],
    });
  });

  it('of a template accepts what is found anywhere in it', () => {
    expect(check({ ...faulty, Metadata: exceptTls })).toMatchObject({
      findings: [],
      excepted: [`Topic metadata: ${reason}`, `DeadLetterQueue metadata: ${reason}`],
    });
  });

  it('of a template accepts that there is no pipeline', () => {
    const Metadata = { mailroom: { except: [{ rule: 'no-pipeline', reason: 'another stack has it' }] } };

    expect(check({ Metadata, Resources: {} }).findings).toEqual([]);
  });

  it('of a function of SAM accepts what is found at all that SAM makes of it', () => {
    const Metadata = {
      mailroom: {
        except: [
          { rule: 'consumer', reason },
          { rule: 'partial-batch', reason },
        ],
      },
    };
    const Events = { Mail: { Type: 'SQS', Properties: { Queue: { 'Fn::GetAtt': ['Queue', 'Arn'] } } } };
    const Properties = { ...faulty.Resources.Emailer?.Properties, Events };
    const { Mapping, ...others } = faulty.Resources;
    const Emailer = { Type: 'AWS::Serverless::Function', Properties, Metadata };

    const { findings, excepted } = check({ Resources: { ...others, Emailer } });

    expect(excepted).toEqual([`Emailer metadata: ${reason}`]);
    expect(findings.filter((each) => each.startsWith('unused'))).toEqual(['unused-exception Emailer']);
  });

  it('is a finding where it accepts nothing', () => {
    const { findings, messages } = check(withMetadata('Queue', exceptTls));

    expect(findings).toEqual(['tls Topic', 'tls DeadLetterQueue', 'unused-exception Queue']);
    expect(messages.at(-1)).toBe(
      `The exception in the metadata from tls for Template/Queue accepts nothing: there is no such finding (its reason was: ${reason}).`,
    );
  });

  it.each([
    ['has no reason', [{ rule: 'tls' }], 'it gives no reason'],
    ['has an empty reason', [{ rule: 'tls', reason: ' ' }], 'it gives no reason'],
    ['names no rule that there is', [{ rule: 'tsl', reason }], 'there is no rule tsl'],
    ['is a text', ['tls'], 'it is no object with a rule and a reason'],
    ['is in no list, and names nothing', { reason }, 'there is no rule ?'],
  ])('accepts nothing, and is a finding, where it %s', (_, except, fault) => {
    const { findings, messages } = check(withMetadata('Topic', { mailroom: { except } }));

    expect(findings).toEqual(['tls Topic', 'tls DeadLetterQueue', 'unused-exception Topic']);
    expect(messages.at(-1)).toContain(fault);
  });

  it('is no finding where its rule does not run', () => {
    expect(check(withMetadata('Queue', exceptTls), { only: ['encryption'] }).findings).toEqual([]);
  });

  it.each([[{ mailroom: null }], [{ mailroom: { except: null } }], [{ cdk_nag: {} }]])(
    'is none in %j',
    (metadata) => {
      expect(check(withMetadata('Topic', metadata)).excepted).toEqual([]);
    },
  );
});

describe('an acknowledgement in the code', () => {
  const folders: string[] = [];

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** An assembly whose constructs have these acknowledgements, by their paths. */
  function assembly(acknowledged: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
    const ids = Object.keys(faulty.Resources).map((id) => [
      `/Mail/${id}/Resource`,
      [{ type: 'aws:cdk:logicalId', data: id }],
    ]);
    const noted = Object.entries(acknowledged).map(([path, data]) => [
      path,
      [{ type: 'aws:cdk:acknowledged-rules', data }],
    ]);
    const metadata = Object.fromEntries([...ids, ...noted]);
    const folder = aFolder({
      'manifest.json': aManifest({ Mail: 'Mail.template.json' }, { metadata }),
      'Mail.template.json': faulty,
      'assets.json': {},
    });
    folders.push(folder);
    return folder;
  }

  it('accepts what is found at the construct and below it', () => {
    expect(check(assembly({ '/Mail/Topic': { 'mailroom::tls': reason } }))).toMatchObject({
      findings: ['tls DeadLetterQueue'],
      excepted: [`Topic code: ${reason}`],
    });
    expect(check(assembly({ '/Mail': { 'mailroom::tls': reason } })).findings).toEqual([]);
  });

  it('is a finding where it accepts nothing', () => {
    const { findings, messages } = check(
      assembly({ '/Mail/Queue': { 'mailroom::tls': reason, 'mailroom::tsl': reason } }),
    );

    expect(findings).toEqual(['tls Topic', 'tls DeadLetterQueue', 'unused-exception', 'unused-exception']);
    expect(messages.slice(2)).toEqual([
      `The acknowledgement from tls for Mail/Queue accepts nothing: there is no such finding (its reason was: ${reason}).`,
      'The acknowledgement from tsl for Mail/Queue accepts nothing: there is no rule tsl.',
    ]);
  });

  it('of another plugin is none of ours', () => {
    const { findings, excepted } = check(assembly({ '/Mail/Topic': { 'cdk-nag::tls': reason } }));

    expect(findings).toEqual(['tls Topic', 'tls DeadLetterQueue']);
    expect(excepted).toEqual([]);
  });
});
