import type { EmailerEnvironment } from '../../../contract/environment.ts';

/** The emailer's whole environment, with a table; give what matters to the test. What is `undefined` is not set. */
export function anEmailerEnvironment(
  parts: Readonly<Partial<Record<keyof EmailerEnvironment, string | undefined>>> = {},
): Record<string, string> {
  const variables = {
    MAILROOM_SOURCE_ADDRESS: 'Sender <sender@example.com>',
    MAILROOM_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/queue',
    MAILROOM_DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
    MAILROOM_TABLE: 'table',
    MAILROOM_DEDUPLICATE_FOR_SECONDS: '1382400',
    MAILROOM_SEND_RATE: '0.5',
    MAILROOM_MAX_SEND_RATE: '40',
    MAILROOM_WORKERS: '2',
    MAILROOM_RETRY_FOR_SECONDS: '86400',
    MAILROOM_BACKOFF_FACTOR: '2',
    MAILROOM_RETRY_BASE_SECONDS: '5',
    MAILROOM_RETRY_CAP_SECONDS: '900',
    MAILROOM_HOLD_BASE_SECONDS: '60',
    MAILROOM_HOLD_CAP_SECONDS: '2500',
    MAILROOM_UNASKED_HOLD_CAP_SECONDS: '3600',
    MAILROOM_UNASKED_HOLD_RATE: '25',
    ...parts,
  };
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
