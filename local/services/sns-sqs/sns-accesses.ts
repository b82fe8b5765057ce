import type { Access } from '../../iam/gate.ts';
import type { Environment } from '../../iam/permissions.ts';
import { ownContext } from '../../iam/request-context.ts';

type Form = Readonly<Record<string, string | undefined>>;

/**
 * What a request to SNS needs to be allowed.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export function snsAccesses(form: Form, environment: Environment): Access[] {
  // IAM knows no batches.
  const operation = form.Action === 'PublishBatch' ? 'Publish' : form.Action;
  const context = ownContext({ 'sns:protocol': form.Protocol, 'sns:endpoint': form.Endpoint });
  return [{ action: `sns:${operation}`, resources: [topicArnOf(form, environment)], context }];
}

/** The topic that a request is about; `*` where it is about none, as a text message to a phone is. */
function topicArnOf(
  { TopicArn, TargetArn, ResourceArn, SubscriptionArn, Name }: Form,
  { region, accountId }: Environment,
): string {
  const arn = TopicArn ?? TargetArn ?? ResourceArn;
  if (arn !== undefined) return arn;
  if (SubscriptionArn !== undefined) return SubscriptionArn.split(':').slice(0, 6).join(':');
  return Name === undefined ? '*' : `arn:aws:sns:${region}:${accountId}:${Name}`;
}
