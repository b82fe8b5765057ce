import { computed, signal } from '@preact/signals';
import type {
  Alarm,
  ConsoleNotification,
  InboxSummary,
  Info,
  Operation,
  Picture,
  SeriesPoint,
} from '../api.ts';
import { counted } from './notifications-book.ts';
import { hashOf, type Route, routeOf } from './route.ts';

/** Whether what is shown is what is: `lost` shows what was last told, `back` says so for a moment. */
export type Connection = 'connecting' | 'live' | 'lost' | 'back';

export const info = signal<Info | null>(null);
export const connection = signal<Connection>('connecting');
export const route = signal<Route>(routeOf(location.hash));

export const picture = signal<Picture | null>(null);
export const notifications = signal<readonly ConsoleNotification[]>([]);
export const points = signal<readonly SeriesPoint[]>([]);
export const alarms = signal<readonly Alarm[]>([]);
export const operations = signal<readonly Operation[]>([]);

/** The newest first. */
export const emails = signal<readonly InboxSummary[]>([]);
/** Message ids of emails that were opened here. */
export const readEmails = signal<ReadonlySet<string>>(new Set());
export const unread = computed(
  () => emails.value.filter(({ messageId }) => !readEmails.value.has(messageId)).length,
);

/** Pauses the list: what comes meanwhile is shown afterwards. */
export const pausedAt = signal<readonly ConsoleNotification[] | null>(null);

/** The machine's clock, second by second, in milliseconds. */
const machineNow = signal(Date.now());
setInterval(() => {
  if (!document.hidden) machineNow.value = Date.now();
}, 1000);

/** The stack's clock, which may have been skipped ahead. */
export const now = computed(() => machineNow.value + (picture.value?.skippedSeconds ?? 0) * 1000);

export const pipeline = computed(() => {
  const names = info.value?.pipelines.map(({ name }) => name) ?? [];
  return names.find((name) => name === route.value.pipeline) ?? names[0] ?? '';
});

export const mayWrite = computed(() => info.value?.write === true);
export const isLocal = computed(() => info.value?.local === true);
export const states = computed(() => new Map(counted(notifications.value, ({ state }) => state)));

/** The address of another place; what it does not name is as it is, but for the view's own query. */
export function linkTo(view: Route['view'], query: Route['query'] = {}): string {
  return hashOf({ view, pipeline: route.value.pipeline, query });
}

/** Goes somewhere. `replace` keeps the step out of the browser's history. */
export function go(to: Partial<Route>, { replace = false } = {}): void {
  const next = { ...route.value, ...to };
  route.value = next;
  const hash = hashOf(next);
  if (replace) history.replaceState(null, '', hash);
  else if (hash !== location.hash) history.pushState(null, '', hash);
}

/** Changes what of the view is shown; an empty value leaves a name out. */
export function ask(query: Route['query']): void {
  go({ query: { ...route.value.query, ...query } }, { replace: true });
}

addEventListener('hashchange', () => {
  route.value = routeOf(location.hash);
});
