import { formatOutcome } from '../../../words/dead-letters/outcome.ts';
import { type Layout, paragraphsOf } from '../../../words/layout.ts';
import { plain } from '../../../words/plain.ts';
import { formatCount } from '../../../words/quantities.ts';
import { wrap } from '../../../words/width.ts';
import { formatAddresses } from '../address.ts';
import type { ChangeOutcomeDocument, ChangePlanDocument } from './document.ts';

/** What a change would do, for the one who is to agree to it. */
export function formatChangePlan(plan: ChangePlanDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { action, reason, count, present, added, unchanged } = plan;
  const heading =
    action === 'remove'
      ? `Take ${addressesOf(count)} off the list: SES sends to them again`
      : `Put ${addressesOf(count)} on the list for a ${reason}: SES sends them nothing more`;
  const complained = action === 'remove' && present.some((each) => each.reason === 'complaint');
  const stays = action === 'remove' ? 'is not on the list' : `is there for a ${reason} already`;
  return paragraphsOf([
    count > 0
      ? wrap(heading, width).map((line) => paint('bold', line))
      : [paint('bold', 'Nothing to change.')],
    [...formatAddresses(present, layout), ...added.flatMap((each) => indented(plain(each), width))],
    complained
      ? wrap('Who complained called an email spam; another complaint counts against the account.', width).map(
          (line) => paint('yellow', line),
        )
      : [],
    unchanged.flatMap((each) => wrap(`${plain(each)} ${stays}.`, width)),
    action === 'remove' && unchanged.length > 0
      ? wrap('To the list the case of letters matters: Ada@ and ada@ are two.', width)
      : [],
  ]);
}

/** What came of a change. */
export function formatChangeOutcome(
  outcome: ChangeOutcomeDocument,
  { action }: Pick<ChangePlanDocument, 'action'>,
  layout: Layout,
): string {
  const { changed, left } = outcome.counts;
  return formatOutcome(
    outcome,
    [
      [changed, action === 'remove' ? 'taken off the list' : 'put on the list'],
      [left, 'left as they were'],
    ],
    action === 'remove' && changed > 0
      ? ['What SES did not send them is not sent again: publish it under another id.']
      : [],
    layout,
  );
}

/** So many addresses: `1 address`, `4,000 addresses`. */
export function addressesOf(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'address' : 'addresses'}`;
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 2).map((line) => `  ${line}`);
}
