import { isObject, type JsonObject } from '../../template/json.ts';
import type { Template, TemplateResource } from './template.ts';

/**
 * Has each subscription that is written inside a topic be a resource of its own, which is what CloudFormation makes of it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html
 */
export function withInlineSubscriptions(template: Template): Template {
  const { Resources = {} } = template;
  const topics = Object.entries(Resources).filter(
    ([, { Type, Properties }]) => Type === 'AWS::SNS::Topic' && Array.isArray(Properties?.Subscription),
  );
  if (topics.length === 0) return template;
  return { ...template, Resources: { ...Resources, ...Object.fromEntries(topics.flatMap(apart)) } };
}

/** A topic without its subscriptions, and these. */
function apart([id, topic]: [id: string, topic: TemplateResource]): [string, TemplateResource][] {
  const { Subscription, ...Properties } = topic.Properties ?? {};
  const subscriptions = (Subscription as unknown[]).filter(isObject).map((parts, index) => {
    const { Condition } = topic;
    const subscription: TemplateResource = {
      Type: 'AWS::SNS::Subscription',
      Properties: { ...(parts as JsonObject), TopicArn: { Ref: id } },
      ...(Condition !== undefined && { Condition }),
    };
    return [`${id}InlineSubscription${index + 1}`, subscription] as [string, TemplateResource];
  });
  return [[id, { ...topic, Properties }], ...subscriptions];
}
