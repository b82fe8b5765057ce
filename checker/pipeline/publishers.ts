import type { Resource } from '../../template/resource.ts';
import { at, isPlainObject, items } from '../../template/value.ts';
import type { Place } from '../mentions.ts';
import { perResource } from '../per-resource.ts';
import { isSns, servicesIn } from '../policy/principals.ts';
import { concerns, policyOf } from '../policy/resource-policy.ts';
import type { Templates } from '../templates.ts';

/** Where a configuration set's destination names the topic of its events. */
const EVENT_DESTINATIONS: Place & { readonly service: string } = {
  type: 'AWS::SES::ConfigurationSetEventDestination',
  service: 'ses',
  values: (destination) => [destination.property('EventDestination', 'SnsDestination', 'TopicARN')],
};

/** Where resources name the topic to which a service publishes for them. */
const PLACES: readonly (Place & { readonly service: string })[] = [
  {
    type: 'AWS::CloudWatch::Alarm',
    service: 'cloudwatch',
    values: (alarm) =>
      ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((key) => items(alarm.property(key))),
  },
  {
    type: 'AWS::S3::Bucket',
    service: 's3',
    values: (bucket) =>
      items(bucket.property('NotificationConfiguration', 'TopicConfigurations')).map((one) =>
        at(one, ['Topic']),
      ),
  },
  EVENT_DESTINATIONS,
  {
    type: 'AWS::CloudWatch::CompositeAlarm',
    service: 'cloudwatch',
    values: (alarm) =>
      ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((key) => items(alarm.property(key))),
  },
  {
    type: 'AWS::SES::ReceiptRule',
    service: 'ses',
    values: (rule) =>
      items(rule.property('Rule', 'Actions')).flatMap((action) =>
        Object.values(isPlainObject(action) ? action : {}).map((each) => at(each, ['TopicArn'])),
      ),
  },
  {
    type: 'AWS::Budgets::Budget',
    service: 'budgets',
    values: (budget) =>
      items(budget.property('NotificationsWithSubscribers')).flatMap((one) =>
        items(at(one, ['Subscribers'])).map((subscriber) => at(subscriber, ['Address'])),
      ),
  },
  {
    type: 'AWS::Backup::BackupVault',
    service: 'backup',
    values: (vault) => [vault.property('Notifications', 'SNSTopicArn')],
  },
  {
    type: 'AWS::CodeStarNotifications::NotificationRule',
    service: 'codestar-notifications',
    values: (rule) => items(rule.property('Targets')).map((target) => at(target, ['TargetAddress'])),
  },
  {
    type: 'AWS::Events::Rule',
    service: 'events',
    values: (rule) => items(rule.property('Targets')).map((target) => at(target, ['Arn'])),
  },
];

/** The AWS services that publish to a topic, as in `s3`: by its policy, or by what resources say. */
export const servicesPublishing = perResource((topic, templates: Templates): string[] => {
  const byPolicy = policyOf(topic, templates)
    .statements.filter(
      (statement) =>
        statement.effect === 'Allow' && concerns(statement, 'sns:Publish', topic, templates) !== false,
    )
    .flatMap((statement) => (statement.principals.some(isSns) ? [] : servicesIn(statement)));
  const byResource = PLACES.filter((place) => isNamedAt(place, topic, templates)).map(
    ({ service }) => service,
  );
  return [...new Set([...byPolicy, ...byResource])];
});

/** Whether SES publishes to a topic what becomes of emails. */
export const takesSesEvents = perResource((topic, templates: Templates): boolean =>
  isNamedAt(EVENT_DESTINATIONS, topic, templates),
);

function isNamedAt(place: Place, topic: Resource, templates: Templates): boolean {
  return templates
    .mentioning(place, topic)
    .some((resource) =>
      place.values(resource).some((arn) => templates.isArnOf(arn, topic, resource) === true),
    );
}
