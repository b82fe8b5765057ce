import { expect, it } from '@jest/globals';
import * as publisher from '../../../publisher/index.ts';

it('exports the publisher and its errors, and nothing else', () => {
  expect(Object.keys(publisher).sort()).toEqual([
    'InvalidNotificationError',
    'NotificationPublisher',
    'PublishError',
    'PublishInterruptedError',
  ]);
});
