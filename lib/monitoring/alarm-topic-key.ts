import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import type { CfnKey, IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnTopic, ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The key of the account that AWS keeps for SNS. */
const OWN_KEY = 'alias/aws/sns';

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/** What a service needs of the key of a topic that it publishes to. */
const NEEDED = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * Refuses a topic that CloudWatch cannot publish to because of its key, and warns of one whose key does not let it: every
 * alarm would go off in silence. Of a key or a topic from elsewhere nothing is known.
 *
 * @throws Error where the topic is under `alias/aws/sns`, whose policy lets no service in and cannot be changed.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function checkAlarmTopicKey(scope: Construct, topic: ITopic): void {
  if (keyIdOf(topic).includes(OWN_KEY)) throw new Error(refusalOf(scope, topic));
  // The key may be set, and its policy may grow, until synth.
  Aspects.of(scope).add({
    visit: (node) => {
      if (node !== scope) return;
      if (keyIdOf(topic).includes(OWN_KEY)) Annotations.of(scope).addError(refusalOf(scope, topic));
      const { masterKey } = topic;
      if (!masterKey || letsCloudWatchIn(masterKey)) return;
      Annotations.of(scope).addWarningV2(
        'amplify-mailroom:alarm-topic-key',
        `${scope.node.path}: the key of alarmTopic ${topic.node.path} does not let CloudWatch publish, so that no alarm ` +
          `would reach anybody; allow kms:Decrypt and kms:GenerateDataKey* to ${CLOUDWATCH} in the policy of ` +
          `${masterKey.node.path}.`,
      );
    },
  });
}

function refusalOf(scope: Construct, topic: ITopic): string {
  return (
    `${scope.node.path}: alarmTopic: expected a topic that CloudWatch may publish to, got ${topic.node.path} under ` +
    `${OWN_KEY}, which lets no AWS service in; give it no key, or one of your own that allows ${CLOUDWATCH}`
  );
}

/** The id of the topic's key as the template has it, as text; empty without one. */
function keyIdOf(topic: ITopic): string {
  const { kmsMasterKeyId } = (topic.node.defaultChild ?? {}) as Partial<CfnTopic>;
  return JSON.stringify(Stack.of(topic).resolve(kmsMasterKeyId)) ?? '';
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: '*' | { readonly AWS?: unknown; readonly Service?: unknown };
  readonly Action?: string | string[];
}

/** Whether the policy of a key lets CloudWatch use it, as far as it is in the app. */
function letsCloudWatchIn(key: IKey): boolean {
  const { keyPolicy } = (key.node.defaultChild ?? {}) as Partial<CfnKey>;
  if (keyPolicy === undefined) return true;
  const { Statement = [] }: { Statement?: Statement[] } = Stack.of(key).resolve(keyPolicy);
  const actions = Statement.filter(isForCloudWatch).flatMap(({ Action = [] }) => Action);
  return NEEDED.every((needed) => actions.some((action) => covers(action, needed)));
}

function isForCloudWatch({ Effect, Principal }: Statement): boolean {
  if (Effect !== 'Allow' || Principal === undefined) return false;
  return Principal === '*' || Principal.AWS === '*' || [Principal.Service].flat().includes(CLOUDWATCH);
}

function covers(action: string, needed: string): boolean {
  const [, prefix] = /^([^*]*)\*$/.exec(action) ?? [];
  const given = (prefix ?? action).toLowerCase();
  return prefix === undefined ? given === needed.toLowerCase() : needed.toLowerCase().startsWith(given);
}
