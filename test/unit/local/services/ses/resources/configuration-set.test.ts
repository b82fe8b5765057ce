import { describe, expect, it } from '@jest/globals';
import {
  configurationSet,
  configurationSetOf,
} from '../../../../../../local/services/ses/resources/configuration-set.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';

const aSet = (properties: JsonObject) => aResource('AWS::SES::ConfigurationSet', properties);

describe('configurationSetOf', () => {
  it('reads what the template says', () => {
    const set = aSet({
      Name: 'mail',
      SendingOptions: { SendingEnabled: false },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['COMPLAINT'] },
    });

    expect(configurationSetOf(set)).toEqual({
      name: 'mail',
      isSendingEnabled: false,
      hasReputationMetrics: true,
      suppressedReasons: ['COMPLAINT'],
    });
  });

  it('has a name, sends, and does as the account does where the template says nothing', () => {
    expect(configurationSetOf(aSet({}))).toEqual({
      name: 'App-Tested',
      isSendingEnabled: true,
      hasReputationMetrics: false,
      suppressedReasons: undefined,
    });
  });

  it.each<[JsonObject, string]>([
    [{ Name: 'a b' }, 'Name must be 1 to 64 letters, digits, "-" or "_", got "a b"'],
    [
      { SuppressionOptions: { SuppressedReasons: ['SPAM'] } },
      'SuppressedReasons has BOUNCE and COMPLAINT, got SPAM',
    ],
  ])('refuses %j', (properties, fault) => {
    expect(() => configurationSetOf(aSet(properties))).toThrow(
      `App/Tested (AWS::SES::ConfigurationSet): ${fault}.`,
    );
  });

  it('names what has no effect here', () => {
    const set = aSet({ Name: 'mail', DeliveryOptions: { SendingPoolName: 'pool' } });

    expect(configurationSet.notEmulated?.(set, { ofType: () => [] })).toEqual(['its DeliveryOptions']);
  });
});
