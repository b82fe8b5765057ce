import type { ListDocument } from '../../../../words/dead-letters/list-document.ts';
import type { ListedGroup, ListedLetter } from '../../../../words/dead-letters/listed-group.ts';
import { ago } from '../../../support/command/a-layout.ts';

export const aListedLetter = (parts: Partial<ListedLetter> = {}): ListedLetter => ({
  id: 'order-1042',
  messageId: '11111111-0000-4000-8000-000000000000',
  deadLettered: ago(240),
  redrives: 0,
  recipient: 'a***@example.com',
  recipients: 1,
  ...parts,
});

export const aListedGroup = (parts: Partial<ListedGroup> = {}): ListedGroup => ({
  reason: 'expired',
  error: 'MailFromDomainNotVerifiedException',
  explanation: 'The retry horizon ended before it could be sent.',
  count: 4000,
  redriven: 12,
  oldest: ago(7_380),
  newest: ago(240),
  letters: [aListedLetter(), aListedLetter({ id: 'order-1041', redrives: 2, deadLettered: ago(300) })],
  ...parts,
});

export const aListing = (parts: Partial<ListDocument> = {}): ListDocument => ({
  account: '123456789012',
  region: 'eu-west-1',
  pipeline: 'Mail/Notifications',
  queue: 'deadLetterQueue',
  matching: 4000,
  received: 4060,
  partial: [],
  notGivenBack: 0,
  groups: [aListedGroup()],
  next: [],
  ...parts,
});
