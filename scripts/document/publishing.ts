import { membersOf } from './docstrings.ts';
import { table } from './table.ts';

/** What `docs/publishing.md` tells of a notification, by the name in the comments around it. */
export const PUBLISHING: Readonly<Record<string, () => string>> = { fields };

function fields(): string {
  const rows = membersOf('contract/notification.ts', 'fields').map(({ name, text, value }) => [
    `\`${name}\``,
    presence(name, value),
    text,
  ]);
  return table(['field', 'required', 'meaning'], rows);
}

/** The schema of a text alone and that of HTML have one difference, the body. */
function presence(name: string, schema: string): string {
  if (name === 'body') return 'unless there is `html`';
  return /^v\.(?:optional|fallback)\(/.test(schema) ? 'no' : 'yes';
}
