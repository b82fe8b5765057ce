import type { Resource } from '../../template/resource.ts';
import { at, items } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import type { Subscription } from './pipeline.ts';

/** Every subscription: resources of their own, and those that a topic lists itself, which can have no dead-letter queue. */
export function subscriptionsIn(templates: Templates): Subscription[] {
  const own = templates.ofType('AWS::SNS::Subscription').map((resource): Subscription => {
    const topicArn = resource.property('TopicArn');
    return {
      resource,
      isInline: false,
      topicArn,
      topic: topicBehind(topicArn, resource, templates),
      protocol: resource.property('Protocol'),
      endpoint: resource.property('Endpoint'),
      redrivePolicy: resource.property('RedrivePolicy'),
    };
  });
  const inline = templates.ofType('AWS::SNS::Topic').flatMap((topic) =>
    items(topic.property('Subscription')).map(
      (subscription): Subscription => ({
        resource: topic,
        isInline: true,
        topicArn: templates.ref(topic),
        topic,
        protocol: at(subscription, ['Protocol']),
        endpoint: at(subscription, ['Endpoint']),
        redrivePolicy: undefined,
      }),
    ),
  );
  return [...own, ...inline];
}

function topicBehind(arn: Subscription['topicArn'], subscription: Resource, templates: Templates) {
  const resource = templates.resourceBehind(arn, subscription);
  return resource?.type === 'AWS::SNS::Topic' ? resource : undefined;
}
