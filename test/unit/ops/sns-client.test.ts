import { describe, expect, it } from '@jest/globals';
import { snsClientFor } from '../../../ops/sns-client.ts';
import type { Target } from '../../../ops/target.ts';
import { aPipeline, aStackFile } from '../../support/command/a-project.ts';

const DEPLOYED: Target = {
  source: 'deployed backend',
  accountId: '123456789012',
  region: 'eu-west-1',
  pipelineName: 'App/mail',
  pipeline: aPipeline('mail'),
};

describe('snsClientFor', () => {
  it('speaks to the local stack, with credentials that are worth nothing', async () => {
    const { config } = snsClientFor({ ...DEPLOYED, endpoints: aStackFile({}).endpoints });

    expect(await config.endpoint?.()).toMatchObject({ hostname: '127.0.0.1', port: 8026 });
    expect(await config.credentials()).toMatchObject({ accessKeyId: 'local', secretAccessKey: 'local' });
    expect(await config.region()).toBe('eu-west-1');
  });

  it('speaks to AWS in the region of a deployed backend', async () => {
    const { config } = snsClientFor(DEPLOYED);

    expect(config.endpoint).toBeUndefined();
    expect(await config.region()).toBe('eu-west-1');
  });
});
