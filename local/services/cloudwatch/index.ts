import type { Deploying } from '../../deploy/resource-type.ts';
import type { Service } from '../service.ts';
import { alarm, compositeAlarm } from './resources/alarm.ts';
import { type RunningCloudWatch, startCloudWatch } from './running-cloudwatch.ts';

export const cloudWatch: Service<RunningCloudWatch, Deploying> = {
  name: 'CloudWatch',
  endpoints: ['cloudwatch'],
  start: startCloudWatch,
  resourceTypes: [alarm, compositeAlarm, { type: 'AWS::CloudWatch::Dashboard', isPassive: true }],
};
