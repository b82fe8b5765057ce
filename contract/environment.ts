import * as v from 'valibot';
import { emailAddress } from './email-address.ts';
import { describeIssues } from './schema-issue.ts';

/** The ARN of an SNS topic. A subscription's ARN, which has one part more, is none. */
export const topicArn = v.pipe(
  v.string(),
  v.regex(/^arn:[^:]+:sns:[^:]+:[^:]+:[\w.-]+$/, 'the ARN of an SNS topic'),
);

/** The variable by which a function finds the topic that it publishes to. */
export const TOPIC_ARN_VARIABLE = 'MAILROOM_TOPIC_ARN';

/** What the publisher Lambda, and each function given to `addPublisher`, finds in its environment. */
export const publisherEnvironment = v.object({ [TOPIC_ARN_VARIABLE]: topicArn });

/** What the emailer finds in its environment. */
export const emailerEnvironment = v.object({
  /** The sender: a bare address, or one with a display name. */
  MAILROOM_SOURCE_ADDRESS: emailAddress,
});

export type PublisherEnvironment = v.InferInput<typeof publisherEnvironment>;
export type EmailerEnvironment = v.InferInput<typeof emailerEnvironment>;

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
