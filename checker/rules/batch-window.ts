import { Unknown } from '../../template/unknown.ts';
import { notChecked, type Rule } from './rule.ts';

const DEFAULT_BATCH_SIZE = 10;

/** More than that SQS does not hand over at once. */
const LARGEST_WITHOUT_WINDOW = 10;

/**
 * A batch of more than ten needs a window of a second at least, in which to gather; Lambda refuses it otherwise. From a FIFO
 * queue it takes no more than ten, and no window.
 */
export const batchWindow: Rule<'batch-window'> = {
  id: 'batch-window',
  asks: 'a batch of more than ten has a window, and one of a FIFO queue is no larger and has none',
  inFull: 'a batch of more than ten has a window of a second; one of a FIFO queue is no larger and has none',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check({ mapping, queue }) {
    if (!mapping) return [];
    const size = mapping.number(['BatchSize'], DEFAULT_BATCH_SIZE);
    const window = mapping.number(['MaximumBatchingWindowInSeconds'], 0);
    if (size instanceof Unknown) return [notChecked(mapping, 'the batch size', size)];
    if (queue?.boolean(['FifoQueue'], false) === true) {
      const isRefused = size > LARGEST_WITHOUT_WINDOW || (typeof window === 'number' && window > 0);
      const message = `Lambda takes from a FIFO queue ${LARGEST_WITHOUT_WINDOW} messages at most, without a window: it refuses the mapping.`;
      const remedy = `Set BatchSize to ${LARGEST_WITHOUT_WINDOW} at most, and take MaximumBatchingWindowInSeconds away.`;
      return isRefused ? [{ resource: mapping, severity: 'error', message, remedy }] : [];
    }
    if (size <= LARGEST_WITHOUT_WINDOW) return [];
    if (window instanceof Unknown) return [notChecked(mapping, 'the batch window', window)];
    if (window >= 1) return [];
    return [
      {
        resource: mapping,
        severity: 'error',
        message: `A batch of ${size} has no window to gather in: Lambda refuses a mapping of more than ${LARGEST_WITHOUT_WINDOW} without one.`,
        remedy: `Set MaximumBatchingWindowInSeconds to 1 at least, or BatchSize to ${LARGEST_WITHOUT_WINDOW}.`,
      },
    ];
  },
};
