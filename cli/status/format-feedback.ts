import { REVIEWED } from '../../contract/reputation.ts';
import type { Part } from '../../ops/part.ts';
import { plain } from '../../words/plain.ts';
import { formatCount } from '../../words/quantities.ts';
import type { FeedbackPart } from './document.ts';

/** What became of what was sent, and what SES makes of the account; nothing where the pipeline has no feedback. */
export function formatFeedback(part: Part<FeedbackPart | null>): [name: string, value: string][] {
  if ('unavailable' in part) return [['feedback', `could not be read: ${plain(part.unavailable)}`]];
  const { value } = part;
  return value === null
    ? []
    : [
        ['feedback', told(value)],
        ['reputation', reputation(value)],
      ];
}

/** What there always is, then what there is seldom. */
function told({ lastDay, waiting, deadLetters }: FeedbackPart): string {
  const { delivered, bounced, complained, suppressed, deliveryDelayed, rejectedBySes } = lastDay;
  const seldom = [
    [suppressed, 'suppressed'],
    [deliveryDelayed, 'delayed'],
    [rejectedBySes, 'rejected'],
  ] as const;
  const counts = [
    `${formatCount(delivered)} delivered`,
    `${formatCount(bounced)} bounced`,
    `${formatCount(complained)} complained`,
    ...seldom.flatMap(([count, name]) => (count > 0 ? [`${formatCount(count)} ${name}`] : [])),
  ];
  const unread = [
    ...(waiting > 0 ? [`${formatCount(waiting)} events not read yet`] : []),
    ...(deadLetters > 0 ? [`${formatCount(deadLetters)} not to be kept`] : []),
  ];
  return [`${counts.join(', ')} in 24 hours`, ...unread].join('; ');
}

function reputation({ rates: { bounceRate, complaintRate } }: FeedbackPart): string {
  if (bounceRate === null && complaintRate === null) return 'SES told no rates of the account within a day';
  return [
    `bounces ${rate(bounceRate, REVIEWED.bounceRate)}`,
    `complaints ${rate(complaintRate, REVIEWED.complaintRate)}`,
  ].join(', ');
}

const PERCENT = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

function rate(share: number | null, reviewed: number): string {
  const limit = `SES reviews from ${PERCENT.format(reviewed * 100)} % on`;
  return share === null ? `not known (${limit})` : `${PERCENT.format(share * 100)} % (${limit})`;
}
