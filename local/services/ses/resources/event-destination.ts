import { objectOf } from '../../../../template/json.ts';
import { flagOf, textOf } from '../../../../template/scalars.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { Deploying, ResourceType } from '../../../deploy/resource-type.ts';
import { refusedToSes } from '../../../iam/deliveries.ts';
import { Gate } from '../../../iam/gate.ts';
import type { Environment } from '../../../iam/permissions.ts';
import { whyRefused } from '../../../iam/refusal.ts';
import { EVENT_TYPES, type EventDestination } from '../configuration-sets.ts';
import type { GatedSes } from '../start-ses.ts';

export interface EventDestinationNeeds extends Deploying {
  readonly ses: Pick<GatedSes, 'addEventDestination'>;
  readonly snsSqs: { readonly url: string };
}

/** AWS's own key for topics, which lets no service use it, whatever the topic's policy says. */
const CLOSED_KEY = 'alias/aws/sns';

/** A topic, as far as it decides whether SES can publish to it. */
interface Topic {
  readonly arn: string;
  readonly masterKeyId?: string | undefined;
}

/** Those that SES knows and that never happen here: nobody opens an email, clicks in it or is on a contact list. */
const NEVER_HAPPENING = ['open', 'click', 'subscription'];

/**
 * Has SES publish events to topics.
 *
 * @param topics the type that topics are deployed as.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-configurationseteventdestination.html
 */
export function eventDestinationType(
  topics: ResourceType<Topic, Deploying>,
): ResourceType<EventDestination, EventDestinationNeeds> {
  return {
    type: 'AWS::SES::ConfigurationSetEventDestination',
    emulation: { by: 'Mailroom', howFar: 'to standard topics, [as below](#events-of-ses)' },
    isConnection: true,
    runs: (resource) => topicOf(resource) !== undefined,
    deploy: async (resource, needs) => {
      const destination = eventDestinationOf(resource, needs, needs.snsSqs.url);
      const topic = needs.deployed.of(topics).find(({ arn }) => arn === destination?.topicArn);
      if (!destination || !topic) return undefined;
      refuseClosedKey(resource, topic);
      refuseWithoutPermission(resource, destination, needs);
      await needs.ses.addEventDestination(destination);
      return destination;
    },
    notEmulated: (resource, template) => {
      const topic = topicOf(resource);
      if (topic === undefined) return ['to anything but a topic'];
      if (!template.ofType(topics.type).some((each) => each.ref() === topic)) {
        return ['to a topic outside of the app'];
      }
      return namedTypes(resource)
        .filter((type) => NEVER_HAPPENING.includes(type))
        .map((type) => `events of the type ${type}`);
    },
  };
}

/**
 * Reads a destination; `undefined` where it is switched off.
 *
 * @param endpoint where SNS is.
 * @throws Error naming the resource, where SES would refuse it.
 */
export function eventDestinationOf(
  resource: Resource,
  { region, accountId }: Environment,
  endpoint: string,
): EventDestination | undefined {
  const reader = new ResourceReader(resource);
  const configurationSet = reader.text('ConfigurationSetName');
  const topicArn = topicOf(resource) ?? '';
  if (topicArn.endsWith('.fifo'))
    throw reader.fault('SES publishes to no FIFO topic: make it a standard one');
  const named = namedTypes(resource);
  if (named.length === 0) throw reader.fault('MatchingEventTypes must name at least one type of events');
  const known: readonly string[] = [...EVENT_TYPES, ...NEVER_HAPPENING];
  const unknown = named.find((type) => !known.includes(type));
  if (unknown !== undefined) {
    throw reader.fault(`MatchingEventTypes has some of ${known.join(', ')}, got ${unknown}`);
  }
  if (!flagOf(reader.object('EventDestination').Enabled, false)) return undefined;
  return {
    configurationSet,
    configurationSetArn: `arn:aws:ses:${region}:${accountId}:configuration-set/${configurationSet}`,
    topicArn,
    types: EVENT_TYPES.filter((type) => named.includes(type)),
    endpoint,
  };
}

/** The ARN of the topic that is the destination; `undefined` where it is something else. */
function topicOf(resource: Resource): string | undefined {
  const { TopicARN } = objectOf(objectOf(resource.property('EventDestination')).SnsDestination);
  return TopicARN === undefined ? undefined : textOf(TopicARN);
}

function namedTypes(resource: Resource): string[] {
  const { MatchingEventTypes } = objectOf(resource.property('EventDestination'));
  return Array.isArray(MatchingEventTypes) ? MatchingEventTypes.map(textOf) : [];
}

/**
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * @see https://github.com/binxio/cfn-ses-provider/issues/16 where SES refuses such a topic
 */
function refuseClosedKey(resource: Resource, { arn, masterKeyId }: Topic): void {
  if (!masterKeyId?.endsWith(CLOSED_KEY)) return;
  throw new ResourceReader(resource).fault(
    `SES would refuse it as InvalidSNSDestination, since ${CLOSED_KEY} does not let it publish to ${nameIn(arn)}: encrypt the topic with a key of your own, or not at all`,
  );
}

/** SES publishes a notice to the topic, and makes no destination of one that does not take it. */
function refuseWithoutPermission(
  resource: Resource,
  { configurationSetArn, topicArn }: EventDestination,
  { gates }: Deploying,
): void {
  const permissions = gates?.own.permissions;
  if (!permissions) return;
  // Of a gate of its own, since this is no refusal of something that was done.
  const gate = new Gate();
  gate.enforce(permissions);
  const refusal = refusedToSes(gate, configurationSetArn, topicArn);
  if (!refusal) return;
  const why = whyRefused(refusal, refusal.action);
  throw new ResourceReader(resource).fault(
    `SES would refuse it as InvalidSNSDestination, since it may not publish to ${nameIn(topicArn)} ${why}: allow ses.amazonaws.com sns:Publish, with ${configurationSetArn} as aws:SourceArn`,
  );
}

function nameIn(topicArn: string): string {
  return topicArn.split(':').at(-1) ?? topicArn;
}
