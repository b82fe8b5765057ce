import {
  InvalidNotificationError,
  NOTIFICATION_FIELDS,
  type Notification,
} from '../../contract/notification.ts';
import type { Clients } from '../../ops/clients.ts';
import type { Target } from '../../ops/target.ts';
import { TargetError } from '../../ops/target-error.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import type { BurstResult, NotificationForm, Published } from '../api.ts';

/** The most that one burst publishes. */
export const MAX_BURST = 10_000;

type Field = NotificationForm['fields'][number];

/** How a field is asked for; others are asked for as JSON. */
const FIELDS: Readonly<Record<string, Omit<Field, 'name'>>> = {
  recipient: { label: 'To', kind: 'list', required: true, hint: 'One address, or several parted by commas.' },
  subject: { label: 'Subject', kind: 'text', required: true, hint: 'One line.' },
  body: {
    label: 'Text',
    kind: 'lines',
    required: true,
    hint: 'What people read; may be missing beside HTML.',
  },
  html: { label: 'HTML', kind: 'lines', required: false, hint: 'The HTML part of the email.' },
  id: {
    label: 'Id',
    kind: 'text',
    required: false,
    hint: 'What has the same id is sent once. It is logged.',
  },
  cc: { label: 'Cc', kind: 'list', required: false, hint: 'Who gets a copy.' },
  bcc: { label: 'Bcc', kind: 'list', required: false, hint: 'Who gets a copy that the others do not see.' },
  replyTo: { label: 'Reply to', kind: 'list', required: false, hint: 'Where answers go.' },
  tenant: { label: 'Tenant', kind: 'text', required: false, hint: 'Whose notification it is; it is logged.' },
  headers: { label: 'Headers', kind: 'json', required: false, hint: 'As in {"X-Campaign": "spring"}.' },
  unsubscribe: {
    label: 'Unsubscribe',
    kind: 'json',
    required: false,
    hint: 'As in {"url": "https://example.com/leave"}.',
  },
  attachments: {
    label: 'Attachments',
    kind: 'json',
    required: false,
    hint: 'As in [{"filename": "note.txt", "content": "bm90ZQ=="}], in base64.',
  },
};

/** The fields of a notification, those that every email has first. */
export function notificationForm(): NotificationForm {
  const others = NOTIFICATION_FIELDS.filter((name) => !Object.hasOwn(FIELDS, name));
  return {
    fields: [
      ...Object.entries(FIELDS).map(([name, field]) => ({ name, ...field })),
      ...others.map((name) => ({
        name,
        label: name,
        kind: 'json' as const,
        required: false,
        hint: 'As JSON.',
      })),
    ],
  };
}

/** @throws InvalidNotificationError where it is none. */
export async function publishOne(
  target: Target,
  clients: Clients,
  notification: unknown,
): Promise<Published> {
  return publisherFor(target, clients).publish(notification as Notification);
}

/**
 * Publishes so many of a notification, each under an id of its own.
 *
 * @throws InvalidNotificationError where it is none; nothing was published then.
 */
export async function publishBurst(
  target: Target,
  clients: Clients,
  { count, notification }: { readonly count: number; readonly notification: unknown },
): Promise<BurstResult & { readonly ids: readonly string[] }> {
  const { id: _, ...rest } = Object(notification) as Notification;
  const all = Array.from({ length: count }, () => rest as Notification);
  const results = await publisherFor(target, clients).publishAll(all);
  const [first] = results;
  if (first?.status === 'failed' && first.error instanceof InvalidNotificationError) throw first.error;
  const ids = results.flatMap((each) => (each.status === 'published' ? [each.id] : []));
  return { published: ids.length, failed: results.length - ids.length, ids };
}

function publisherFor({ pipeline: { topicArn } }: Target, { sns }: Clients): NotificationPublisher {
  if (topicArn === undefined)
    throw new TargetError(
      'A queue alone does not tell its topic: name the backend with --stack or --outputs.',
    );
  return new NotificationPublisher({ topicArn, client: sns });
}
