import { describe, expect, it } from '@jest/globals';
import { clientsOf, connectionTo } from '../../../ops/clients.ts';
import type { Target } from '../../../ops/target.ts';
import { aPipeline, aStackFile } from '../../support/command/a-project.ts';

const DEPLOYED: Target = {
  source: 'deployed backend',
  accountId: '123456789012',
  region: 'eu-west-1',
  pipelineName: 'App/mail',
  pipeline: aPipeline('mail'),
};

it('reaches a local stack at its endpoints, with any credentials', () => {
  expect(connectionTo(aStackFile({}), 'sqs')).toMatchObject({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:8026',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

it('leaves a deployed backend to what every AWS tool goes by', () => {
  const { requestHandler: _, ...connection } = connectionTo({ region: 'eu-west-1' }, 'sqs');

  expect(connection).toEqual({ region: 'eu-west-1' });
});

it('does not wait for ever for a service that does not answer', () => {
  expect(connectionTo({ region: 'eu-west-1' }, 'sqs').requestHandler).toEqual({
    connectionTimeout: 5_000,
    requestTimeout: 20_000,
    throwOnRequestTimeout: true,
  });
});

describe('clientsOf', () => {
  it('speaks to the local stack, with credentials that are worth nothing', async () => {
    const { config } = clientsOf({ ...DEPLOYED, endpoints: aStackFile({}).endpoints }).sns;

    expect(await config.endpoint?.()).toMatchObject({ hostname: '127.0.0.1', port: 8026 });
    expect(await config.credentials()).toMatchObject({ accessKeyId: 'local', secretAccessKey: 'local' });
    expect(await config.region()).toBe('eu-west-1');
  });

  it('asks SES in the region that sends for the pipeline', async () => {
    const { ses, sqs } = clientsOf({
      ...DEPLOYED,
      pipeline: { ...DEPLOYED.pipeline, sesRegion: 'us-east-1' },
    });

    expect([await ses.config.region(), await sqs.config.region()]).toEqual(['us-east-1', 'eu-west-1']);
    expect(await clientsOf(DEPLOYED).ses.config.region()).toBe('eu-west-1');
  });

  it('speaks to AWS in the region of a deployed backend', async () => {
    const { config } = clientsOf(DEPLOYED).sns;

    expect(config.endpoint).toBeUndefined();
    expect(await config.region()).toBe('eu-west-1');
  });
});
