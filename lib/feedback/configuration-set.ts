import { Stack } from 'aws-cdk-lib';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * What SES tells, by its names for it; opens and clicks are not among it, since SES would change the email to find them out.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_EventDestination.html
 */
const EVENTS = ['send', 'delivery', 'deliveryDelay', 'reject', 'bounce', 'complaint', 'renderingFailure'];

/**
 * A configuration set that keeps from sending to who bounced or complained, whatever the account's own settings are.
 *
 * @returns its name.
 */
export function createConfigurationSet(scope: Construct): string {
  const set = new CfnConfigurationSet(scope, 'ConfigurationSet', {
    suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    reputationOptions: { reputationMetricsEnabled: true },
    sendingOptions: { sendingEnabled: true },
  });
  return set.ref;
}

/** Publishes the events of a configuration set to `topic`. */
export function createEventDestination(
  scope: Construct,
  configurationSet: string,
  topic: Topic,
): CfnConfigurationSetEventDestination {
  return new CfnConfigurationSetEventDestination(scope, 'EventDestination', {
    configurationSetName: configurationSet,
    eventDestination: {
      enabled: true,
      matchingEventTypes: EVENTS,
      snsDestination: { topicArn: topic.topicArn },
    },
  });
}

export function configurationSetArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({ service: 'ses', resource: 'configuration-set', resourceName: name });
}
