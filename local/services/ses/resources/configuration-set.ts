import { objectOf } from '../../../../template/json.ts';
import { flagOf, textOf } from '../../../../template/scalars.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { ResourceType } from '../../../deploy/resource-type.ts';
import type { ConfigurationSet } from '../configuration-sets.ts';
import type { GatedSes } from '../start-ses.ts';
import { SUPPRESSION_REASONS } from '../suppression-list.ts';

export interface ConfigurationSetNeeds {
  readonly ses: Pick<GatedSes, 'addConfigurationSet'>;
}

/** What of a set has an effect here. */
const EMULATED = ['Name', 'SendingOptions', 'ReputationOptions', 'SuppressionOptions', 'Tags'];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-configurationset.html */
export const configurationSet: ResourceType<ConfigurationSet, ConfigurationSetNeeds> = {
  type: 'AWS::SES::ConfigurationSet',
  identity: (name, { Name }) => ({ ref: textOf(Name ?? name), attributes: {} }),
  emulation: { by: 'Mailroom', howFar: 'sending on or off, reputation metrics, suppression' },
  deploy: async (resource, { ses }) => {
    const set = configurationSetOf(resource);
    await ses.addConfigurationSet(set);
    return set;
  },
  notEmulated: (resource) =>
    Object.keys(resource.properties())
      .filter((name) => !EMULATED.includes(name))
      .map((name) => `its ${name}`),
};

/** @throws Error naming the resource, where SES would refuse it. */
export function configurationSetOf(resource: Resource): ConfigurationSet {
  const reader = new ResourceReader(resource);
  const name = textOf(resource.ref());
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw reader.fault(`Name must be 1 to 64 letters, digits, "-" or "_", got "${name}"`);
  }
  const { SuppressedReasons } = reader.object('SuppressionOptions');
  const reasons = Array.isArray(SuppressedReasons) ? SuppressedReasons.map(textOf) : undefined;
  const unknown = reasons?.find((each) => !SUPPRESSION_REASONS.some((reason) => reason === each));
  if (unknown !== undefined) {
    throw reader.fault(`SuppressedReasons has ${SUPPRESSION_REASONS.join(' and ')}, got ${unknown}`);
  }
  return {
    name,
    isSendingEnabled: flagOf(reader.object('SendingOptions').SendingEnabled, true),
    hasReputationMetrics: flagOf(
      objectOf(reader.object('ReputationOptions')).ReputationMetricsEnabled,
      false,
    ),
    suppressedReasons: reasons && SUPPRESSION_REASONS.filter((reason) => reasons.includes(reason)),
  };
}
