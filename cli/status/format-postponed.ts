import { formatCounts } from '../../words/dead-letters/groups.ts';
import type { Layout } from '../../words/layout.ts';
import { formatAge, formatSeconds } from '../../words/quantities.ts';
import type { PostponedPart } from './document.ts';

/** Lines that say what is held or retried, and why, how old it is and when it is tried again. */
export function formatPostponed(groups: readonly PostponedPart[], layout: Layout): string[] {
  return formatCounts(
    groups.map((group) => [group.count, postponedText(group, layout)]),
    layout,
  );
}

function postponedText(group: PostponedPart, { now }: Layout): string {
  const until = (time: string) => formatSeconds((Date.parse(time) - now) / 1000);
  const { kind, reason, explanation, oldest, nextAttempt, lastAttempt } = group;
  const next =
    nextAttempt === lastAttempt
      ? `tried again within ${until(lastAttempt)}`
      : `the next tried within ${until(nextAttempt)}, all within ${until(lastAttempt)}`;
  return `${kind} · ${reason}: ${explanation} The oldest is ${formatAge(new Date(oldest), now)} old; ${next}.`;
}
