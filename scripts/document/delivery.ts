import { membersOf } from './docstrings.ts';
import { table } from './table.ts';

/** What `docs/delivery.md` tells of reasons and metrics, by the name in the comments around it. */
export const DELIVERY: Readonly<Record<string, () => string>> = {
  reasons,
  metrics: () => metrics('METRICS'),
  'feedback-metrics': () => metrics('FEEDBACK_METRICS'),
};

/** The reasons by what becomes of a notification that has one. */
const REASONS = { reject: 'GIVEN_UP', retry: 'RETRIED', hold: 'HELD' } as const;

function reasons(): string {
  const rows = Object.entries(REASONS).flatMap(([verdict, declaration]) =>
    membersOf('contract/reasons.ts', declaration).map(({ name, text, value }) => [
      `\`${name}\``,
      name === 'expired' ? 'expire' : verdict,
      unquoted(value),
      text,
    ]),
  );
  return table(['reason', 'verdict', 'what people read', 'where it comes from'], rows);
}

function metrics(declaration: string): string {
  const rows = membersOf('contract/metrics.ts', declaration).map(({ text, value }) => [
    `\`${unquoted(value)}\``,
    text,
  ]);
  return table(['metric', 'what it counts or measures'], rows);
}

/** A text as its code has it. */
function unquoted(code: string): string {
  return code.replaceAll(/^['"]|['"]$/g, '');
}
