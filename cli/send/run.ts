import { type Notification, parseNotification } from '../../contract/notification.ts';
import { clientsOf } from '../../ops/clients.ts';
import { findTarget, type TargetChoice } from '../../ops/target.ts';
import { NotificationPublisher } from '../../publisher/notification-publisher.ts';
import { announceTarget } from '../terminal/target-options.ts';

/** What `amplify-mailroom send` was told. */
export interface SendOptions extends TargetChoice {
  readonly to: string;
  readonly subject: string;
  readonly body?: string;
  readonly html?: string;
  readonly replyTo?: string;
  readonly id?: string;
}

/** Publishes one notification, and prints its id. */
export async function runSend(options: SendOptions): Promise<void> {
  const notification = notificationFrom(options);
  const target = findTarget(options, process.cwd());
  announceTarget(target);
  const clients = clientsOf(target);
  const publisher = new NotificationPublisher({ topicArn: target.pipeline.topicArn, client: clients.sns });
  const { id } = await publisher.publish(notification);
  clients.close();
  process.stdout.write(`${id}\n`);
  if (target.inboxUrl) process.stderr.write(`The inbox is at ${target.inboxUrl}\n`);
}

function notificationFrom({ to, subject, body, html, replyTo, id }: SendOptions): Notification {
  const given = Object.entries({ recipient: to, subject, body, html, replyTo, id });
  return parseNotification(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
}
