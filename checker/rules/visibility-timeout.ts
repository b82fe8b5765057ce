import { Unknown } from '../../template/unknown.ts';
import { notChecked, type Rule } from './rule.ts';

/** What AWS does where a template says nothing. */
const DEFAULT_VISIBILITY_SECONDS = 30;
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_WINDOW_SECONDS = 0;

/** What Lambda advises. */
const TIMEOUTS = 6;

/**
 * A message stays hidden for six function timeouts plus the batch window, so that Lambda can try again when it is
 * throttled while it handles a batch. With less, another worker gets the message meanwhile, and an email goes out twice.
 * Below one timeout Lambda refuses the mapping.
 */
export const visibilityTimeout: Rule<'visibility-timeout'> = {
  id: 'visibility-timeout',
  asks: 'the visibility timeout is six function timeouts plus the batch window at least',
  inFull: 'the visibility timeout is six function timeouts plus the batch window',
  severity: 'warning; error below one timeout',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check({ queue, mapping, function: fn }) {
    if (!queue || !mapping || !fn) return [];
    const visibility = queue.number(['VisibilityTimeout'], DEFAULT_VISIBILITY_SECONDS);
    const timeout = fn.number(['Timeout'], DEFAULT_TIMEOUT_SECONDS);
    const window = mapping.number(['MaximumBatchingWindowInSeconds'], DEFAULT_WINDOW_SECONDS);
    if (visibility instanceof Unknown) return [notChecked(queue, 'the visibility timeout', visibility)];
    if (timeout instanceof Unknown) return [notChecked(fn, 'the timeout of the function', timeout)];
    if (window instanceof Unknown) return [notChecked(mapping, 'the batch window', window)];
    const advised = TIMEOUTS * timeout + window;
    if (visibility >= advised) return [];
    const isRefused = visibility < timeout;
    return [
      {
        resource: queue,
        severity: isRefused ? 'error' : 'warning',
        message: isRefused
          ? `The visibility timeout of ${visibility} s is shorter than the timeout of the function, ${timeout} s: Lambda refuses such a mapping.`
          : `The visibility timeout of ${visibility} s is below ${TIMEOUTS} × ${timeout} s${window > 0 ? ` + ${window} s` : ''} = ${advised} s: a message may be handled twice at once.`,
        remedy: `Set the queue's VisibilityTimeout to ${advised} s, or shorten the function's timeout.`,
      },
    ];
  },
};
