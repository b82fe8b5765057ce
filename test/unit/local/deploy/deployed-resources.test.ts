import { describe, expect, it } from '@jest/globals';
import { DeployedResources } from '../../../../local/deploy/deployed-resources.ts';
import type { ResourceType } from '../../../../local/deploy/resource-type.ts';
import { resourcesOf } from '../../../support/local/a-resource.ts';

const named = (type: string): ResourceType<string> => ({
  type,
  deploy: async ({ logicalId }) => (logicalId === 'Skipped' ? undefined : logicalId),
});

describe('DeployedResources', () => {
  const queue = named('AWS::SQS::Queue');
  const topic = named('AWS::SNS::Topic');
  const resources = resourcesOf({
    One: { Type: 'AWS::SQS::Queue' },
    Skipped: { Type: 'AWS::SQS::Queue' },
    Two: { Type: 'AWS::SNS::Topic' },
    Three: { Type: 'AWS::SQS::Queue' },
  });

  it('has what was deployed by its type, several types in the order of the template', async () => {
    const deployed = new DeployedResources();
    await deployed.add(topic, resources, undefined);
    await deployed.add(queue, resources, undefined);

    expect(deployed.of(queue)).toEqual(['One', 'Three']);
    expect(deployed.of(topic, queue)).toEqual(['One', 'Two', 'Three']);
  });
});
