import type { Resource } from '../../template/resource.ts';
import { at, items, type Value } from '../../template/value.ts';
import { isSns, servicesIn } from '../policy/principals.ts';
import { concerns, policyOf } from '../policy/resource-policy.ts';
import type { Templates } from '../templates.ts';

/** Where resources name the topic to which a service publishes for them. */
const BY_RESOURCE: readonly {
  type: string;
  service: string;
  topics(resource: Resource): readonly Value[];
}[] = [
  {
    type: 'AWS::CloudWatch::Alarm',
    service: 'cloudwatch',
    topics: (alarm) =>
      ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((key) => items(alarm.property(key))),
  },
  {
    type: 'AWS::S3::Bucket',
    service: 's3',
    topics: (bucket) =>
      items(bucket.property('NotificationConfiguration', 'TopicConfigurations')).map((one) =>
        at(one, ['Topic']),
      ),
  },
  {
    type: 'AWS::SES::ConfigurationSetEventDestination',
    service: 'ses',
    topics: (destination) => [destination.property('EventDestination', 'SnsDestination', 'TopicARN')],
  },
  {
    type: 'AWS::Events::Rule',
    service: 'events',
    topics: (rule) => items(rule.property('Targets')).map((target) => at(target, ['Arn'])),
  },
];

/** The AWS services that publish to a topic, as in `s3`: by its policy, or by what resources say. */
export function servicesPublishing(topic: Resource, templates: Templates): string[] {
  const byPolicy = policyOf(topic, templates)
    .statements.filter(
      (statement) =>
        statement.effect === 'Allow' && concerns(statement, 'sns:Publish', topic, templates) !== false,
    )
    .flatMap((statement) => (statement.principals.some(isSns) ? [] : servicesIn(statement)));
  const byResource = BY_RESOURCE.filter(({ type, topics }) =>
    templates
      .ofType(type)
      .some((resource) => topics(resource).some((arn) => templates.isArnOf(arn, topic, resource) === true)),
  ).map(({ service }) => service);
  return [...new Set([...byPolicy, ...byResource])];
}
