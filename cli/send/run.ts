import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Notification, parseNotification } from '../../contract/notification.ts';
import type { Addresses } from '../../contract/recipients.ts';
import { clientsOf } from '../../ops/clients.ts';
import { OUTPUTS_FILE } from '../../ops/deployed-backend.ts';
import { resolveTarget } from '../../ops/named-target.ts';
import type { TargetChoice } from '../../ops/target.ts';
import { NotificationPublisher } from '../../publisher/notification-publisher.ts';
import { tenantIssues } from '../../publisher/tenant-issues.ts';
import { canAsk, confirm, type Decision } from '../terminal/ask.ts';
import { EXIT, UsageError } from '../terminal/exit-code.ts';
import { announceTarget, isUnnamed } from '../terminal/target-options.ts';
import { tell } from '../terminal/tell.ts';

/** What `amplify-mailroom send` was told. */
export interface SendOptions extends TargetChoice {
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly subject: string;
  readonly body?: string;
  readonly html?: string;
  readonly replyTo?: readonly string[];
  readonly header?: readonly string[];
  readonly unsubscribeUrl?: string;
  readonly unsubscribeMailto?: string;
  readonly attach?: readonly string[];
  readonly tenant?: string;
  readonly id?: string;
  readonly yes?: boolean;
}

/** Publishes one notification, prints its id, and gives the exit code. */
export async function runSend(options: SendOptions): Promise<number> {
  const notification = await notificationFrom(options);
  const target = await resolveTarget(options, process.cwd(), { takesTopic: true });
  const { topicArn } = target.pipeline;
  if (topicArn === undefined)
    throw new UsageError(
      'A queue alone does not tell its topic: name the backend with --stack or --outputs.',
    );
  announceTarget(target);
  if (isUnnamed(options, target) && !options.yes) {
    const { pipelineName, pipeline } = target;
    const decision = await agree(`Publish to ${pipeline.stackName ?? pipelineName}?`);
    if (decision !== 'agreed') {
      tell('Nothing was published.');
      return decision === 'interrupted' ? EXIT.interrupted : EXIT.failed;
    }
  }
  const clients = clientsOf(target);
  const publisher = new NotificationPublisher({ topicArn, client: clients.sns });
  const { id } = await publisher.publish(notification);
  clients.close();
  process.stdout.write(`${id}\n`);
  if (target.inboxUrl) tell(`The inbox is at ${target.inboxUrl}`);
  return EXIT.done;
}

async function agree(question: string): Promise<Decision> {
  if (canAsk()) return confirm(question, new AbortController().signal);
  throw new UsageError(
    `The ${OUTPUTS_FILE} of this folder may be a sandbox's or production's: name it with --outputs, or give --yes.`,
  );
}

async function notificationFrom(options: SendOptions): Promise<Notification> {
  const { to, replyTo, cc, bcc, subject, body, html, id, tenant } = options;
  const { header, unsubscribeUrl, unsubscribeMailto, attach = [] } = options;
  const unsubscribe = given({ url: unsubscribeUrl, mailto: unsubscribeMailto });
  const fields = {
    ...{ subject, body, html, id, tenant },
    ...{ recipient: oneOrList(to), replyTo: oneOrList(replyTo), cc: oneOrList(cc), bcc: oneOrList(bcc) },
    headers: header && Object.fromEntries(header.map(readHeader)),
    unsubscribe: Object.keys(unsubscribe).length > 0 ? unsubscribe : undefined,
    attachments: attach.length > 0 ? await Promise.all(attach.map(attachmentOf)) : undefined,
  };
  return parseNotification(given(fields), tenantIssues(fields));
}

function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function readHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new UsageError('A --header is a name, a colon and a value, as in "X-Campaign: may".');
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

async function attachmentOf(path: string) {
  try {
    return { filename: basename(path), content: await readFile(path, 'base64') };
  } catch (error) {
    throw new UsageError(`The file of --attach cannot be read: ${(error as Error).message}.`);
  }
}

/** What is given once is one address. */
function oneOrList(addresses: readonly string[] = []): Addresses | undefined {
  return addresses.length > 1 ? addresses : addresses[0];
}
