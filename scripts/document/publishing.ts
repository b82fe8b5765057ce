import { casesOf, membersOf } from './docstrings.ts';
import { table } from './table.ts';

/** What `docs/publishing.md` tells of a notification, and of what became of it, by the name in the comments around it. */
export const PUBLISHING: Readonly<Record<string, () => string>> = { fields, states };

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

function states(): string {
  const rows = casesOf('status/notification-status.ts', 'NotificationStatus', 'state').map(
    ({ name, text, properties }) => [
      `\`${name}\``,
      text,
      properties
        .map((each) => (each.text === '' ? `\`${each.name}\`` : `\`${each.name}\`: ${each.text}`))
        .join('<br>'),
    ],
  );
  return table(['state', 'meaning', 'with'], rows);
}
