import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { queuesBehindTopic } from '../pipeline/dead-letters.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { isAboutSns } from '../policy/principals.ts';
import { sourceArns } from '../policy/resource-policy.ts';
import { readDocument, type Statement } from '../policy/statements.ts';
import type { Templates } from '../templates.ts';
import { type Facts, notChecked, type Problem, type Rule } from './rule.ts';

/** What SNS does with the key of a queue. */
const NEEDED = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** The account's own key for SQS. Its policy cannot be changed, and does not let SNS use it. */
const SQS_OWN_KEY = /(?:^|:)alias\/aws\/sqs$/;

/**
 * A key that encrypts a queue behind the topic lets SNS use it. Where it does not, SNS delivers nothing, and does not even
 * try again.
 */
export const keyPolicy: Rule<'key-policy'> = {
  id: 'key-policy',
  asks: 'SNS may use the key of a queue behind the topic',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  check(pipeline, facts) {
    return queuesBehindTopic(pipeline, facts.templates).flatMap((queue) =>
      checkQueue(queue, pipeline, facts),
    );
  },
};

function checkQueue(queue: Resource, pipeline: Pipeline, { templates }: Facts): Problem[] {
  const value = queue.property('KmsMasterKeyId');
  if (value === undefined || value === '') return [];
  if (value instanceof Unknown) return [notChecked(queue, 'whether SNS may use its key', value)];
  if (typeof value === 'string' && SQS_OWN_KEY.test(value)) {
    const message =
      "The queue is encrypted with the account's own key for SQS, which SNS may not use and whose policy nobody can change: nothing is delivered.";
    const remedy = 'Use SqsManagedSseEnabled instead, or a key of your own whose policy lets SNS use it.';
    return [{ resource: queue, severity: 'error', message, remedy }];
  }
  const key = keyBehind(value, templates);
  if (!key) {
    const unknown = new Unknown(`the key ${templates.spell(value)} is not in the template`);
    return [notChecked(queue, 'whether SNS may use its key', unknown)];
  }
  const { statements, unknown } = readDocument(key.property('KeyPolicy'));
  const letting = statements.filter((statement) => letsTopic(statement, pipeline, templates));
  const missing = NEEDED.filter(
    (action) => !letting.some(({ actions }) => actions.some((pattern) => matchesAction(pattern, action))),
  );
  if (missing.length === 0) return [];
  if (unknown) return [notChecked(key, 'whether SNS may use it', unknown)];
  return [
    {
      resource: key,
      severity: 'error',
      message: `SNS may not use the key of the queue ${queue.logicalId} (${missing.join(', ')}): nothing is delivered to it.`,
      remedy: `Allow ${NEEDED.join(' and ')} to sns.amazonaws.com in the key's policy, with the topic's ARN in aws:SourceArn.`,
    },
  ];
}

function keyBehind(value: Value, templates: Templates): Resource | undefined {
  const resource =
    templates.resourceBehind(value) ??
    (typeof value === 'string' ? templates.named('AWS::KMS::Alias', 'AliasName', value) : undefined);
  if (resource?.type === 'AWS::KMS::Key') return resource;
  if (resource?.type !== 'AWS::KMS::Alias') return undefined;
  const target = templates.resourceBehind(resource.property('TargetKeyId'));
  return target?.type === 'AWS::KMS::Key' ? target : undefined;
}

function letsTopic(statement: Statement, { topic, subscription }: Pipeline, templates: Templates): boolean {
  if (statement.effect !== 'Allow' || !isAboutSns(statement)) return false;
  const arns = sourceArns(statement);
  return (
    arns?.some(
      (arn) =>
        arn instanceof Unknown ||
        (typeof arn === 'string' && arn.includes('*')) ||
        (topic !== undefined && templates.resourceBehind(arn) === topic) ||
        templates.isSameResource(arn, subscription?.topicArn),
    ) ?? true
  );
}
