import { Command } from 'commander';
import type { Notification } from '../../contract/notification.ts';
import { parseNotification } from '../../contract/notification.ts';
import { snsClientFor } from '../../ops/sns-client.ts';
import { findTarget, type TargetChoice } from '../../ops/target.ts';
import { NotificationPublisher } from '../../publisher/notification-publisher.ts';
import { addTargetOptions, announceTarget } from '../terminal/target-options.ts';

interface SendOptions extends TargetChoice {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly html?: string;
  readonly replyTo?: string;
  readonly id?: string;
}

/** `amplify-mailroom send`: publishes one notification, and prints its id. */
export function sendCommand(): Command {
  const command = new Command('send')
    .description('Publish one notification; prints its id.')
    .requiredOption('--to <address>', 'the recipient')
    .requiredOption('--subject <text>', 'the subject')
    .requiredOption('--body <text>', 'the text')
    .option('--html <html>', 'the HTML part, beside the text')
    .option('--reply-to <address>', 'where answers go')
    .option('--id <id>', 'what makes it this notification and no other (default: a new one)');
  return addTargetOptions(command).action(send);
}

async function send(options: SendOptions): Promise<void> {
  const notification = notificationFrom(options);
  const target = findTarget(options, process.cwd());
  announceTarget(target);
  const client = snsClientFor(target);
  const publisher = new NotificationPublisher({ topicArn: target.pipeline.topicArn, client });
  const { id } = await publisher.publish(notification);
  client.destroy();
  process.stdout.write(`${id}\n`);
  if (target.inboxUrl) process.stderr.write(`The inbox is at ${target.inboxUrl}\n`);
}

function notificationFrom({ to, subject, body, html, replyTo, id }: SendOptions): Notification {
  const given = Object.entries({ recipient: to, subject, body, html, replyTo, id });
  return parseNotification(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
}
