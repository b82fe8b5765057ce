import { expect, it } from '@jest/globals';
import {
  FEEDBACK_METRICS,
  FEEDBACK_METRICS_SERVICE,
  FUNCTION_DIMENSION,
  METRICS,
  METRICS_NAMESPACE,
  METRICS_SERVICE,
  REASON_DIMENSION,
} from '../../../contract/metrics.ts';

it('keeps the names by which alarms and dashboards of users find the metrics', () => {
  expect({
    namespace: METRICS_NAMESPACE,
    dimensions: { service: METRICS_SERVICE, function: FUNCTION_DIMENSION, reason: REASON_DIMENSION },
    names: Object.values(METRICS).toSorted(),
  }).toEqual({
    namespace: 'Mailroom',
    dimensions: { service: 'emailer', function: 'FunctionName', reason: 'Reason' },
    names: [
      'AgeAtReceive',
      'DailyQuotaUsed',
      'DeadLetters',
      'DeliveryTime',
      'DuplicatesSuppressed',
      'Expired',
      'Held',
      'LostReplies',
      'Pace',
      'PostponedEntered',
      'PostponedUntil',
      'Rejected',
      'Retried',
      'Returned',
      'SendRate',
      'Sent',
      'SesThrottles',
      'Settled',
      'Withheld',
    ],
  });
});

it('keeps the names by which they find what became of emails', () => {
  expect({ service: FEEDBACK_METRICS_SERVICE, names: Object.values(FEEDBACK_METRICS).toSorted() }).toEqual({
    service: 'feedback',
    names: ['Bounced', 'Complained', 'Delivered', 'DeliveryDelayed', 'RejectedBySes', 'Suppressed'],
  });
});
