import type { MessageTag } from '@aws-sdk/client-ses';
import type { EmailAddress } from '../contract/mailbox.ts';
import { EMAILER_TAG, NOTIFICATION_TAG, notificationTagValue } from '../contract/message-tags.ts';

/** Where the emails of a pipeline come from. */
export interface Origin {
  readonly sender: EmailAddress;
  /** The configuration set that emails are sent with, and whose events tell what became of them. */
  readonly feedback?: { readonly configurationSet: string; readonly emailer: string } | undefined;
}

/** What an email carries for SES's events, so that they find the notification, and SES the configuration set. */
interface Marks {
  readonly ConfigurationSetName?: string;
  readonly Tags: MessageTag[];
}

/** @param id the notification's effective id. */
export function marksOf({ feedback }: Origin, id: string): Marks {
  const tag = { Name: NOTIFICATION_TAG, Value: notificationTagValue(id) };
  if (feedback === undefined) return { Tags: [tag] };
  const { configurationSet, emailer } = feedback;
  return { ConfigurationSetName: configurationSet, Tags: [tag, { Name: EMAILER_TAG, Value: emailer }] };
}
