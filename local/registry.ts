import { textOf } from '../template/scalars.ts';
import type { Identities } from './assembly/identity.ts';
import type { ResourceType } from './deploy/resource-type.ts';
import { cloudWatch } from './services/cloudwatch/index.ts';
import { dynamoDb } from './services/dynamodb/index.ts';
import { iamTypes } from './services/iam/resource-types.ts';
import { deliverToFunction, type FunctionDeliveryNeeds } from './services/lambda/deliver-to-function.ts';
import { lambda } from './services/lambda/index.ts';
import { ses } from './services/ses/index.ts';
import { eventDestinationType } from './services/ses/resources/event-destination.ts';
import { deliverEmail, type EmailNeeds } from './services/sns-sqs/deliver-email.ts';
import { snsSqs } from './services/sns-sqs/index.ts';
import { subscriptionType } from './services/sns-sqs/resources/subscription.ts';
import { topic } from './services/sns-sqs/resources/topic.ts';

/** The services of a stack, in the order of their ports. */
export const SERVICES = { ses, snsSqs, dynamoDb, lambda, cloudWatch };

/** A topic delivers to queues, and by these protocols to what other services have. */
export const subscription = subscriptionType<EmailNeeds & FunctionDeliveryNeeds>({
  email: deliverEmail,
  'email-json': deliverEmail,
  lambda: deliverToFunction,
});

/** SES publishes to topics: to those that have their subscriptions, so that these hear of it. */
export const eventDestination = eventDestinationType(topic);

/** What is no service of its own: logs go to the terminal, and what the CDK notes of itself nobody sees. */
const OTHERS: readonly ResourceType[] = [
  {
    type: 'AWS::Logs::LogGroup',
    isPassive: true,
    identity: (name, { LogGroupName }, { region, accountId }) => {
      const groupName = textOf(LogGroupName ?? name);
      const arn = `arn:aws:logs:${region}:${accountId}:log-group:${groupName}:*`;
      return { ref: groupName, attributes: { Arn: arn } };
    },
  },
  { type: 'AWS::CDK::Metadata', isPassive: true },
];

/** Every type of resource that the local stack knows, in the order in which they are deployed. */
export const RESOURCE_TYPES = [
  ...SERVICES.ses.resourceTypes,
  ...SERVICES.snsSqs.resourceTypes,
  ...SERVICES.dynamoDb.resourceTypes,
  ...SERVICES.lambda.resourceTypes,
  ...SERVICES.cloudWatch.resourceTypes,
  subscription,
  eventDestination,
  ...iamTypes,
  ...OTHERS,
];

/** What other resources see of those types. */
export const IDENTITIES: Identities = new Map(
  RESOURCE_TYPES.flatMap(({ type, identity }) => (identity ? [[type, identity] as const] : [])),
);
