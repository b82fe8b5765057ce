import type { Evidence } from '../../../contract/evidence.ts';
import { type DeadLetter, readDeadLetter } from '../../../ops/dead-letters/dead-letter.ts';
import { ago, NOW } from '../command/a-layout.ts';
import { aNotification } from './a-notification.ts';
import { someEvidence } from './dead-letter-queues.ts';

/** The evidence of {@link aDeadLetter}. */
export const EVIDENCE = someEvidence({
  published: ago(7_260),
  entered: ago(7_200),
  attempted: ago(61),
  deadLettered: ago(60),
});

/** A dead letter of the notification with an id, and with what its evidence says else. */
export const aDeadLetterOf = (id: string, evidence: Partial<Evidence> = {}): DeadLetter =>
  aDeadLetter({ body: JSON.stringify(aNotification({ id })), evidence: { ...EVIDENCE, ...evidence } });

/** A dead letter as it is read from the queue. */
export const aDeadLetter = (parts: Partial<DeadLetter> = {}): DeadLetter => ({
  ...readDeadLetter(
    {
      MessageId: '11111111-0000-4000-8000-000000000000',
      ReceiptHandle: 'handle',
      Body: JSON.stringify(aNotification({ id: 'order-1' })),
      Attributes: { SentTimestamp: String(NOW - 60_000), ApproximateReceiveCount: '2' },
      MessageAttributes: { mailroom: { DataType: 'String', StringValue: JSON.stringify(EVIDENCE) } },
    },
    'deadLetterQueue',
  ),
  ...parts,
});
