import type { Deploying } from '../../deploy/resource-type.ts';
import { type BucketNeeds, bucket, bucketPolicy } from '../s3/resources/bucket.ts';
import type { Service } from '../service.ts';
import { type SnsSqsEmulator, startSnsSqs } from './fauxqs.ts';
import { policies } from './resources/policies.ts';
import { queue } from './resources/queue.ts';
import { topic } from './resources/topic.ts';

/** SNS, SQS and S3, and the little of STS that functions ask. */
export const snsSqs: Service<SnsSqsEmulator, Deploying & BucketNeeds> = {
  name: 'SNS, SQS and S3',
  endpoints: ['sns', 'sqs', 'sts', 's3'],
  dataFolder: 'sns-sqs',
  start: startSnsSqs,
  requests: async (running) => {
    const { sns, sqs, s3 } = await running.requests();
    return { sns, sqs, s3 };
  },
  resourceTypes: [queue, topic, ...policies, bucket, bucketPolicy],
};
