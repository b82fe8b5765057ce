import { expect, it } from '@jest/globals';
import { connectionTo } from '../../../ops/connection.ts';
import { aStackFile } from './a-project.ts';

it('reaches a local stack at its endpoints, with any credentials', () => {
  expect(connectionTo(aStackFile({}), 'sqs')).toEqual({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:8026',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

it('leaves a deployed backend to what every AWS tool goes by', () => {
  expect(connectionTo({ region: 'eu-west-1' }, 'sqs')).toEqual({ region: 'eu-west-1' });
});
