import type { Deploying } from '../../deploy/resource-type.ts';
import type { Service } from '../service.ts';
import { type SnsSqsEmulator, startSnsSqs } from './fauxqs.ts';
import { policies } from './resources/policies.ts';
import { queue } from './resources/queue.ts';
import { topic } from './resources/topic.ts';

/** SNS and SQS, and the little of STS that functions ask. */
export const snsSqs: Service<SnsSqsEmulator, Deploying> = {
  name: 'SNS and SQS',
  endpoints: ['sns', 'sqs', 'sts'],
  dataFolder: 'sns-sqs',
  start: startSnsSqs,
  requests: async (running) => {
    const { sns, sqs } = await running.requests();
    return { sns, sqs };
  },
  resourceTypes: [queue, topic, ...policies],
};
