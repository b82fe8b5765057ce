import { batch, effect } from '@preact/signals';
import type { InboxNews, Info, NotificationPage, Operation, StreamEvents } from '../api.ts';
import { pipelinePath, renewToken, request } from './client.ts';
import { entered, KEPT } from './notifications-book.ts';
import {
  alarms,
  connection,
  emails,
  info,
  notifications,
  operations,
  picture,
  pipeline,
  points,
} from './store.ts';

const AGAIN_MILLISECONDS = 1000;
const BACK_MILLISECONDS = 4000;

/** So many notifications a snapshot holds at most. */
const SNAPSHOT = 1000;

/** Points that a chart shows: ten minutes of seconds, or three hours of minutes and more. */
const POINTS = 600;

/** Follows the server for as long as the page is open. */
export function live(): void {
  void askInfo();
  effect(() => (pipeline.value === '' ? undefined : follow(pipeline.value)));
  let inbox = -1;
  effect(() => {
    const count = picture.value?.inbox?.count ?? -1;
    if (count === inbox) return;
    inbox = count;
    if (count >= 0) void readInbox();
  });
}

async function askInfo(): Promise<void> {
  try {
    info.value = await request<Info>('/api/info');
  } catch {
    connection.value = 'lost';
    setTimeout(() => void askInfo(), AGAIN_MILLISECONDS);
  }
}

/** Listens to one pipeline until it is told to stop. A connection that ends is made again, and begins with all there is. */
function follow(name: string): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    source = new EventSource(pipelinePath(name, 'stream'));
    listen(source, name);
    source.addEventListener('error', () => {
      connection.value = 'lost';
      source.close();
      again = setTimeout(connect, AGAIN_MILLISECONDS);
    });
  };
  batch(() => {
    connection.value = 'connecting';
    picture.value = null;
    notifications.value = [];
    points.value = [];
    alarms.value = [];
    operations.value = [];
  });
  connect();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

function listen(source: EventSource, name: string): void {
  on(source, 'snapshot', (snapshot) => {
    const isBack = connection.peek() === 'lost';
    connection.value = isBack ? 'back' : 'live';
    picture.value = snapshot.picture;
    notifications.value = entered([], snapshot.notifications);
    points.value = snapshot.points;
    alarms.value = snapshot.alarms;
    operations.value = snapshot.operations;
    if (isBack) void renew();
    if (snapshot.notifications.length >= SNAPSHOT) void readOlder(name);
  });
  on(source, 'picture', (told) => {
    picture.value = told;
  });
  on(source, 'notifications', (told) => {
    notifications.value = entered(notifications.peek(), told);
  });
  on(source, 'point', (told) => {
    points.value = [...points.peek(), told].slice(-POINTS);
  });
  on(source, 'alarms', (told) => {
    alarms.value = told;
  });
  on(source, 'operation', (told) => {
    operations.value = withOperation(operations.peek(), told);
  });
}

function on<Name extends keyof StreamEvents>(
  source: EventSource,
  name: Name,
  take: (event: StreamEvents[Name]) => void,
): void {
  source.addEventListener(name, (event) => {
    const data = JSON.parse((event as MessageEvent<string>).data) as StreamEvents[Name];
    batch(() => take(data));
  });
}

/** Takes over what a snapshot leaves out. What the page knows of it already was told later. */
async function readOlder(name: string): Promise<void> {
  const path = pipelinePath(name, `notifications?limit=${KEPT}`);
  const page = await request<NotificationPage>(path).catch(() => undefined);
  if (!page || pipeline.peek() !== name) return;
  notifications.value = entered(page.notifications, notifications.peek().toReversed());
}

/** After a break it may be another server: one that was started again. */
async function renew(): Promise<void> {
  setTimeout(() => {
    if (connection.peek() === 'back') connection.value = 'live';
  }, BACK_MILLISECONDS);
  await renewToken().catch(() => {});
  emails.value = [];
  cursor = '';
  if (picture.peek()?.inbox) await readInbox();
}

/** An operation takes the place of what was told of it before. */
function withOperation(known: readonly Operation[], told: Operation): readonly Operation[] {
  return known.some(({ id }) => id === told.id)
    ? known.map((each) => (each.id === told.id ? told : each))
    : [...known, told];
}

let cursor = '';
let reading: Promise<void> = Promise.resolve();

/** Takes over what came into the inbox and what went out of it. */
export function readInbox(): Promise<void> {
  reading = reading.then(readNews, readNews);
  return reading;
}

async function readNews(): Promise<void> {
  const news = await request<InboxNews>(`/api/inbox?${new URLSearchParams({ after: cursor })}`).catch(
    () => undefined,
  );
  if (!news) return;
  cursor = news.cursor;
  const newest = news.emails.toReversed();
  emails.value = news.isWhole ? newest : [...newest, ...emails.peek()];
}
