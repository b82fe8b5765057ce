import * as v from 'valibot';
import { allowedRecipients } from './allowed-recipient.ts';
import { parsedEmailAddress } from './email-address.ts';
import { formatMailbox } from './mailbox.ts';
import { describeIssues } from './schema-issue.ts';

/** The ARN of an SNS topic. A subscription's ARN, which has one part more, is none. */
export const topicArn = v.pipe(
  v.string(),
  v.regex(/^arn:[^:]+:sns:[^:]+:[^:]+:[\w.-]+$/, 'the ARN of an SNS topic'),
);

/** The variable by which a function finds the topic that it publishes to. */
export const TOPIC_ARN_VARIABLE = 'MAILROOM_TOPIC_ARN';

/** The variable by which the emailer, and each function given to `addStatusReader`, finds the table of what was sent. */
export const TABLE_VARIABLE = 'MAILROOM_TABLE';

/** What the publisher Lambda, and each function given to `addPublisher`, finds in its environment. */
export const publisherEnvironment = v.object({ [TOPIC_ARN_VARIABLE]: topicArn });

const url = v.pipe(v.string(), v.url('a URL'));

const positiveNumber = v.pipe(
  v.string(),
  v.check((text) => Number(text) > 0 && Number(text) < Number.POSITIVE_INFINITY, 'a number above 0'),
  v.transform(Number),
);

const tableVariables = {
  /** The table of what has been sent; without it nothing is deduplicated, and there are no histories. */
  MAILROOM_TABLE: v.optional(v.pipe(v.string(), v.nonEmpty('a name'))),
  /** How long the table keeps what has been sent, and what became of it. */
  MAILROOM_DEDUPLICATE_FOR_SECONDS: v.optional(positiveNumber),
};

const TABLE_WHOLE = 'MAILROOM_TABLE and MAILROOM_DEDUPLICATE_FOR_SECONDS together, or neither';

function isTableWhole(variables: v.InferOutput<v.ObjectSchema<typeof tableVariables, undefined>>): boolean {
  return (
    (variables.MAILROOM_TABLE === undefined) === (variables.MAILROOM_DEDUPLICATE_FOR_SECONDS === undefined)
  );
}

/** What the emailer finds in its environment: where it works, and what the delivery plan has decided. */
export const emailerEnvironment = v.pipe(
  v.object({
    /** The sender: a bare address, or one with a display name. */
    MAILROOM_SOURCE_ADDRESS: parsedEmailAddress,
    /** The region whose SES sends; without it the function's own. */
    MAILROOM_SES_REGION: v.optional(v.pipe(v.string(), v.nonEmpty('a region'))),
    /** The configuration set of SES that emails are sent with; without it the identity's own, if it has one. */
    MAILROOM_CONFIGURATION_SET: v.optional(
      v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'a configuration set')),
    ),
    /** Who may get emails, as a JSON array; without it everybody, or, with the next one, nobody. */
    MAILROOM_DELIVER_ONLY_TO: v.optional(allowedRecipients),
    /** Who gets what would go to others. */
    MAILROOM_REDIRECT_TO: v.optional(v.pipe(parsedEmailAddress, v.transform(formatMailbox))),
    /** The queue that notifications are received from. */
    MAILROOM_QUEUE_URL: url,
    /** Where dead letters are written. */
    MAILROOM_DEAD_LETTER_QUEUE_URL: url,
    ...tableVariables,
    /** How long SES may take to tell in the table that it accepted an email; without it, it tells nothing there. */
    MAILROOM_SETTLE_SECONDS: v.optional(positiveNumber),
    /** Emails a second of all workers while the account's own rate is not known. */
    MAILROOM_SEND_RATE: positiveNumber,
    /** Emails a second of all workers at most, whatever the account allows. */
    MAILROOM_MAX_SEND_RATE: positiveNumber,
    /** The workers that may run at once, which share the send rate. */
    MAILROOM_WORKERS: positiveNumber,
    /** The retry horizon. */
    MAILROOM_RETRY_FOR_SECONDS: positiveNumber,
    /** By how much each delay is longer than the one before. */
    MAILROOM_BACKOFF_FACTOR: positiveNumber,
    /** The first delay after a passing failure. */
    MAILROOM_RETRY_BASE_SECONDS: positiveNumber,
    /** The longest delay after a passing failure. */
    MAILROOM_RETRY_CAP_SECONDS: positiveNumber,
    /** The first delay after a failure that an operator must cure. */
    MAILROOM_HOLD_BASE_SECONDS: positiveNumber,
    /** The longest delay after a failure that an operator must cure. */
    MAILROOM_HOLD_CAP_SECONDS: positiveNumber,
    /** The longest delay of what is held without asking SES. */
    MAILROOM_UNASKED_HOLD_CAP_SECONDS: positiveNumber,
    /** Notifications a second of all workers at most that are held without asking SES. */
    MAILROOM_UNASKED_HOLD_RATE: positiveNumber,
  }),
  v.check((variables) => isTableWhole(variables), TABLE_WHOLE),
  v.check(
    ({ MAILROOM_SETTLE_SECONDS: settle, MAILROOM_TABLE: table, MAILROOM_CONFIGURATION_SET: set }) =>
      settle === undefined || (table !== undefined && set !== undefined),
    'MAILROOM_SETTLE_SECONDS only with MAILROOM_TABLE and MAILROOM_CONFIGURATION_SET',
  ),
);

/** What the feedback function finds in its environment. */
export const feedbackEnvironment = v.pipe(
  v.object({
    /** The name of the emailer whose emails' events it keeps; those of others are none of its business. */
    MAILROOM_EMAILER: v.pipe(v.string(), v.nonEmpty('a name')),
    ...tableVariables,
  }),
  v.check((variables) => isTableWhole(variables), TABLE_WHOLE),
);

/** What Lambda itself puts into the environment of every function. */
export const lambdaEnvironment = v.object({ AWS_LAMBDA_FUNCTION_NAME: v.string() });

export type PublisherEnvironment = v.InferInput<typeof publisherEnvironment>;
export type EmailerEnvironment = v.InferInput<typeof emailerEnvironment>;
export type FeedbackEnvironment = v.InferInput<typeof feedbackEnvironment>;
export type EmailerSettings = v.InferOutput<typeof emailerEnvironment>;

/**
 * Reads the variables that `schema` names from `environment`.
 *
 * @throws Error naming every variable that is missing or malformed.
 */
export function readEnvironment<Schema extends v.GenericSchema>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, environment);
  if (result.success) return result.output;
  const faults = describeIssues(result.issues, 'environment').map(({ text }) => text);
  throw new Error(`The function's environment is wrong: ${faults.join('; ')}`);
}
