import type { View } from '../route.ts';
import { alarms, isLocal, linkTo, mayWrite, picture, route, unread } from '../store.ts';
import { shortCount } from '../words.ts';
import { Icon } from './icon.tsx';

interface Place {
  readonly view: View;
  readonly title: string;
  /** A number beside the title, and what it counts. */
  readonly badge?: readonly [count: number, what: string];
  readonly isUrgent?: boolean;
}

/** The views that there are for this backend. */
export function places(): readonly Place[] {
  const dead = picture.value?.deadLetters.count ?? 0;
  const ringing = alarms.value.filter(({ state }) => state === 'ALARM').length;
  return [
    { view: 'overview', title: 'Overview' },
    { view: 'notifications', title: 'Notifications' },
    { view: 'dead-letters', title: 'Dead letters', badge: [dead, 'dead letters'], isUrgent: true },
    { view: 'time', title: 'Over time', badge: [ringing, 'alarms on'], isUrgent: true },
    ...(mayWrite.value ? ([{ view: 'publish', title: 'Publish' }] as const) : []),
    ...(isLocal.value
      ? ([
          { view: 'faults', title: 'Faults' },
          { view: 'inbox', title: 'Inbox', badge: [unread.value, 'unread'] },
        ] as const)
      : []),
  ];
}

export function Navigation() {
  return (
    <nav class="navigation" aria-label="Views">
      {places().map(({ view, title, badge, isUrgent }) => (
        <a key={view} href={linkTo(view)} aria-current={route.value.view === view ? 'page' : undefined}>
          <Icon name={view} />
          <span class="navigation-title">{title}</span>
          {badge && badge[0] > 0 && (
            <span class={`badge ${isUrgent ? 'badge-urgent' : ''}`}>
              {shortCount(badge[0])}
              <span class="unseen"> {badge[1]}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
