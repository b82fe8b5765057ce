import * as v from 'valibot';
import { describeIssues } from './schema-issue.ts';

/** Where the parts of one pipeline are. Queues are missing where a template that is not ours has none. */
const pipelineSchema = v.object({
  /** The stack of the whole backend, by which production is told from a sandbox. */
  stackName: v.optional(v.string()),
  topicArn: v.string(),
  queueUrl: v.optional(v.string()),
  deadLetterQueueUrl: v.optional(v.string()),
  undeliveredQueueUrl: v.optional(v.string()),
  /** The table of what was sent and of histories; missing where nothing is deduplicated. */
  tableName: v.optional(v.string()),
  /** The configuration set of SES that emails are sent with; missing where no feedback comes back. */
  configurationSet: v.optional(v.string()),
  /** Where SES's events wait for the feedback function. */
  feedbackQueueUrl: v.optional(v.string()),
  /** Where the events lie that it could not read or record. */
  feedbackDeadLetterQueueUrl: v.optional(v.string()),
  /** Emails a second that the pipeline is planned for. */
  sendRate: v.optional(v.number()),
  /** The region whose SES sends, where it is not the pipeline's own. */
  sesRegion: v.optional(v.string()),
  /** The names of its alarms in CloudWatch, by what each tells of: `contract/alarms.ts`. */
  alarms: v.optional(v.record(v.string(), v.string())),
  functions: v.object({
    /** The publisher Lambda's name. */
    publisher: v.optional(v.string()),
    /** The emailer Lambda's name. */
    emailer: v.optional(v.string()),
    /** The feedback Lambda's name. */
    feedback: v.optional(v.string()),
  }),
});

/** The pipelines of a backend by `stack/id`, as `amplify_outputs.json` and `.local/stack.json` hold them. */
export const pipelinesSchema = v.record(v.string(), pipelineSchema);

export type Pipeline = v.InferOutput<typeof pipelineSchema>;
export type Pipelines = v.InferOutput<typeof pipelinesSchema>;

/**
 * Checks that `input` holds pipelines.
 *
 * @param source where `input` was read from, for the message.
 * @throws Error naming every fault.
 */
export function parsePipelines(input: unknown, source: string): Pipelines {
  const result = v.safeParse(pipelinesSchema, input);
  if (result.success) return result.output;
  const faults = describeIssues(result.issues, 'pipelines').map(({ text }) => text);
  throw new Error(`${source} holds no valid pipelines: ${faults.join('; ')}`);
}
