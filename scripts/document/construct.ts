import { type Member, membersOf } from './docstrings.ts';
import { table } from './table.ts';

/** What `docs/construct.md` tells of the construct, by the name in the comments around it. */
export const CONSTRUCT: Readonly<Record<string, () => string>> = { props, thresholds, members };

/** The files of the props, and what each declares of them, as the construct's own interface puts them together. */
const PROPS = [
  ['lib/props.ts', 'CustomNotificationsProps'],
  ['lib/guard.ts', 'GuardProps'],
  ['lib/feedback/props.ts', 'FeedbackProps'],
  ['lib/monitoring/props.ts', 'MonitoringProps'],
] as const;

function props(): string {
  return withDefaults(PROPS.flatMap(([file, name]) => membersOf(file, name)));
}

function thresholds(): string {
  return withDefaults(membersOf('lib/monitoring/props.ts', 'AlarmThresholds'));
}

function withDefaults(members: readonly Member[]): string {
  const rows = members.map((member) => [
    `\`${member.name}\``,
    `${member.text}${linksTo(member.sources)}`,
    member.byDefault ?? 'required',
  ]);
  return table(['prop', 'meaning', 'default'], rows);
}

function members(): string {
  const rows = membersOf('lib/custom-notifications.ts', 'CustomNotifications').map((member) => [
    `\`${member.name}\``,
    [member.text, ...member.parameters].join(' '),
  ]);
  return table(['member', 'what it is'], rows);
}

function linksTo(sources: readonly string[]): string {
  return sources.map((source) => ` [AWS](${source})`).join('');
}
