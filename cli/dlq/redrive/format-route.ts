import { queueNameOf } from '../../../ops/dead-letters/dead-letter-queue.ts';
import { formatCount } from '../../terminal/counts.ts';
import { formatSeconds } from '../../terminal/durations.ts';
import type { Layout } from '../../terminal/layout.ts';
import { plain } from '../../terminal/plain.ts';
import { formatTable } from '../../terminal/table.ts';
import { wrap } from '../../terminal/width.ts';
import type { Route } from './route.ts';

/** Lines that say from where to where messages go, how fast, and how long that takes. */
export function formatRoute(
  { from, to, rate, rateFrom, quotaFault, seconds }: Route,
  layout: Layout,
): string[] {
  const { width, paint } = layout;
  const why = rateFrom === 'option' ? 'as given' : 'as many as the pipeline sends';
  const rows = [
    ['from', plain(queueNameOf(from))],
    ['to', plain(queueNameOf(to))],
    ['rate', `${formatCount(rate)} a second, ${why}`],
    ['time', formatSeconds(seconds)],
  ];
  const fault = `SES's sending quota could not be read, so the rate goes by the pipeline alone: ${plain(quotaFault ?? '')}`;
  return [
    ...formatTable([{}, { overflow: 'wrap' }], rows, { width, indent: 2 }),
    ...(quotaFault === null ? [] : wrap(fault, width).map((line) => paint('yellow', line))),
  ];
}
