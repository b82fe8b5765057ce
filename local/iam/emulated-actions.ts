import { matchesAction } from '../../template/policy/action-patterns.ts';

/** Services whose every action may reach an emulator. */
const WHOLE = ['dynamodb', 'ses', 'sns', 'sqs'];

/** The actions that are checked of those of which the local stack has only a part. */
const PARTLY: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: ['DescribeAlarmHistory', 'DescribeAlarms', 'GetMetricData', 'ListMetrics'],
  lambda: ['InvokeFunction'],
  logs: ['CreateLogStream', 'PutLogEvents'],
  s3: [
    'AbortMultipartUpload',
    'CreateBucket',
    'DeleteBucket',
    'DeleteObject',
    'GetObject',
    'ListAllMyBuckets',
    'ListBucket',
    'PutObject',
  ],
  sts: ['AssumeRole'],
};

/** Whether a pattern of a policy can be about an action that the local stack checks. */
export function isEmulated(pattern: string): boolean {
  const [service = '', action = '*'] = pattern.split(':', 2);
  if (WHOLE.some((each) => matchesAction(service, each))) return true;
  return Object.entries(PARTLY).some(
    ([each, actions]) => matchesAction(service, each) && actions.some((one) => matchesAction(action, one)),
  );
}
