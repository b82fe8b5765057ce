import type { FieldIssue, NotificationForm } from '../../api.ts';

/** What is typed, by the name of the field. */
export type Values = Readonly<Record<string, string>>;

/** What a newcomer may publish at once. */
const FIRST: Values = {
  subject: 'Hello from Mailroom',
  body: 'It works.',
  recipient: 'ada@example.com',
};

export function firstValues({ fields }: NotificationForm): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, FIRST[name] ?? '']));
}

/**
 * The notification that was typed; what is left empty is not in it. Whether it is one says the contract, on the server:
 * here is only told of what could not be read as JSON.
 */
export function notificationOf(
  { fields }: NotificationForm,
  values: Values,
): { readonly notification: Readonly<Record<string, unknown>>; readonly issues: readonly FieldIssue[] } {
  const issues: FieldIssue[] = [];
  const entries = fields.flatMap(({ name, kind }) => {
    const typed = values[name] ?? '';
    if (typed.trim() === '') return [];
    if (kind === 'list') return [[name, listOf(typed)]];
    if (kind !== 'json') return [[name, typed]];
    try {
      return [[name, JSON.parse(typed)]];
    } catch {
      issues.push({ field: name, message: 'expected JSON, as in {"X-Campaign": "spring"}' });
      return [];
    }
  });
  return { notification: Object.fromEntries(entries), issues };
}

/** One address as itself, several as a list. A comma may also be in a name that is in quotation marks. */
function listOf(typed: string): string | string[] {
  const parts = typed.match(/(?:"(?:\\.|[^"\\])*"|[^,])+/g) ?? [];
  const addresses = parts.map((part) => part.trim()).filter((part) => part !== '');
  const [only = ''] = addresses;
  return addresses.length === 1 ? only : addresses;
}
