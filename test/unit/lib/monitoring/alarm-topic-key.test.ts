import { describe, expect, it } from '@jest/globals';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { type CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { aPipeline, aStack } from '../../../support/construct/pipeline-template.ts';

describe('the key of alarmTopic', () => {
  /** Warnings and errors at synth. */
  function toldOf(alarmTopic: (stack: ReturnType<typeof aStack>) => Topic): string[] {
    const stack = aStack();
    aPipeline({ alarmTopic: alarmTopic(stack) }, { stack });
    const annotations = Annotations.fromStack(stack);
    return [
      ...annotations.findWarning('*', Match.anyValue()),
      ...annotations.findError('*', Match.anyValue()),
    ].map(({ entry }) => String(entry.data));
  }

  const WARNING = expect.stringMatching(
    /^Backend\/Notifications: the key of alarmTopic Backend\/Pager does not let CloudWatch publish, .* in the policy of Backend\/Key\./,
  );

  it.each([
    [
      'on the resource',
      (stack: ReturnType<typeof aStack>) => {
        const topic = new Topic(stack, 'Pager');
        (topic.node.defaultChild as CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
        return topic;
      },
    ],
    [
      'as its master key',
      (stack: ReturnType<typeof aStack>) =>
        new Topic(stack, 'Pager', { masterKey: Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') }),
    ],
  ])('is refused where it is alias/aws/sns %s', (_, topic) => {
    expect(() => toldOf(topic)).toThrow(
      'Backend/Notifications: alarmTopic: expected a topic that CloudWatch may publish to, got Backend/Pager under ' +
        'alias/aws/sns, which lets no AWS service in; give it no key, or one of your own that allows ' +
        'cloudwatch.amazonaws.com',
    );
  });

  it('is warned of where its policy does not name CloudWatch', () => {
    expect(toldOf((stack) => new Topic(stack, 'Pager', { masterKey: new Key(stack, 'Key') }))).toEqual([
      WARNING,
    ]);
  });

  it('is warned of where CloudWatch may only decrypt', () => {
    const topic = (stack: ReturnType<typeof aStack>) => {
      const masterKey = new Key(stack, 'Key');
      masterKey.grantDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
      return new Topic(stack, 'Pager', { masterKey });
    };

    expect(toldOf(topic)).toEqual([WARNING]);
  });

  it.each([
    ['there is none', (stack: ReturnType<typeof aStack>) => new Topic(stack, 'Pager')],
    [
      'CloudWatch is let in, also later',
      (stack: ReturnType<typeof aStack>) => {
        const masterKey = new Key(stack, 'Key');
        const topic = new Topic(stack, 'Pager', { masterKey });
        masterKey.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
        return topic;
      },
    ],
    [
      'it is from elsewhere',
      (stack: ReturnType<typeof aStack>) =>
        new Topic(stack, 'Pager', { masterKey: Alias.fromAliasName(stack, 'Key', 'alias/mine') }),
    ],
  ])('is not told of where %s', (_, topic) => {
    expect(toldOf(topic)).toEqual([]);
  });
});
