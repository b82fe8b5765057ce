import type { Json } from '../../../../template/json.ts';
import { POLICY_HOLDERS } from '../../../../template/policy/holders.ts';
import { textOf } from '../../../../template/scalars.ts';
import type { PolicyReader } from '../../../deploy/permissions/policy-reader.ts';
import { listOf, type ReadResource } from '../../../deploy/permissions/template-resources.ts';
import type { ResourcePermissions, ResourceType } from '../../../deploy/resource-type.ts';
import { queue } from './queue.ts';

/** Policies of queues and topics are resources of their own; the last one of a queue or topic is its policy. */
export const policies: readonly ResourceType[] = [
  ...POLICY_HOLDERS['AWS::SQS::Queue'].map(([type, queues]): ResourceType => {
    return {
      type,
      isPassive: true,
      permissions: (policy, reader) => attached(policy, reader, queueArns(policy.properties[queues], reader)),
    };
  }),
  ...POLICY_HOLDERS['AWS::SNS::Topic'].map(([type, topics]): ResourceType => {
    return {
      type,
      isPassive: true,
      permissions: (policy, reader) =>
        attached(policy, reader, listOf(policy.properties[topics]).map(textOf)),
    };
  }),
];

function attached(
  policy: ReadResource,
  { template }: PolicyReader,
  arns: readonly string[],
): ResourcePermissions {
  const read = arns.map((arn) => [arn, template.statementsIn(policy, policy.properties.PolicyDocument)]);
  return { policies: Object.fromEntries(read) };
}

/** The ARNs of the template's queues among those with these URLs. */
function queueArns(urls: Json | undefined, { template }: PolicyReader): string[] {
  const arns = new Map(
    template
      .ofType(queue.type)
      .map(({ resource }) => [textOf(resource.ref()), textOf(resource.getAtt('Arn'))]),
  );
  return listOf(urls).flatMap((url) => arns.get(textOf(url)) ?? []);
}
