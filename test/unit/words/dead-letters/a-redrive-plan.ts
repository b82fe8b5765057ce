import type { GroupDocument } from '../../../../words/dead-letters/groups.ts';
import type { PurgePlanDocument } from '../../../../words/dead-letters/purge-document.ts';
import type {
  MovePlanDocument,
  RedriveOutcomeDocument,
  RedrivePlanDocument,
} from '../../../../words/dead-letters/redrive-document.ts';
import type { Layout } from '../../../../words/layout.ts';

const QUEUES = 'https://sqs.eu-west-1.amazonaws.com/123456789012';

const ROUTE = {
  from: `${QUEUES}/Mail-MailDeadLetterQueueAD8628F2`,
  to: `${QUEUES}/Mail-MailQueueC8B8B9FB`,
  rate: 14,
  rateFrom: 'send-rate',
  quotaFault: null,
  seconds: 286,
} as const;

const LOCATION = {
  account: '123456789012',
  region: 'eu-west-1',
  pipeline: 'Mail/Mail',
  queue: 'deadLetterQueue',
} as const;

/** A layout of so many columns, without colours. */
export const plainLayout = (width: number): Layout => ({ width, now: 0, paint: (_, text) => text });

export const aGroup = (parts: Partial<GroupDocument> = {}): GroupDocument => ({
  reason: 'expired',
  error: 'MailFromDomainNotVerifiedException',
  explanation: 'The retry horizon ended before it could be sent.',
  count: 4000,
  redriven: 0,
  oldest: '2026-11-24T21:00:00.000Z',
  newest: '2026-11-24T22:00:00.000Z',
  ...parts,
});

/** The plan of the night: four thousand go back. Give what matters to the test. */
export const aRedrivePlan = (parts: Partial<RedrivePlanDocument> = {}): RedrivePlanDocument => ({
  ...LOCATION,
  ...ROUTE,
  method: 'message-by-message',
  note: null,
  count: 4000,
  groups: [aGroup()],
  staying: { redrivenBefore: 0, unpatchable: {}, notMeant: 0 },
  patch: null,
  partial: [],
  notGivenBack: 0,
  ...parts,
});

export const aMovePlan = (parts: Partial<MovePlanDocument> = {}): MovePlanDocument => ({
  ...LOCATION,
  ...ROUTE,
  method: 'move-task',
  count: 4060,
  note: null,
  groups: null,
  staying: null,
  patch: null,
  partial: [],
  notGivenBack: 0,
  ...parts,
});

export const aPurgePlan = (parts: Partial<PurgePlanDocument> = {}): PurgePlanDocument => ({
  ...LOCATION,
  from: ROUTE.from,
  exportTo: 'purged.jsonl',
  count: 60,
  groups: [aGroup({ reason: 'invalid', error: 'NotAttempted', count: 60 })],
  staying: { notMeant: 0 },
  partial: [],
  notGivenBack: 0,
  ...parts,
});

export const aRedriveOutcome = (parts: Partial<RedriveOutcomeDocument> = {}): RedriveOutcomeDocument => ({
  state: 'finished',
  counts: { redriven: 4000, refused: 0, notDeleted: 0, unpatchable: 0 },
  refusals: {},
  ids: [],
  notGivenBack: 0,
  audit: 'mailroom-audit.jsonl',
  error: null,
  ...parts,
});
