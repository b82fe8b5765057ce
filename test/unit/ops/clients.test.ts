import { expect, it } from '@jest/globals';
import { connectionTo } from '../../../ops/clients.ts';
import { aStackFile } from '../../support/command/a-project.ts';

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
