import * as v from 'valibot';
import { pipelinesSchema } from './pipelines.ts';
import { describeIssues } from './schema-issue.ts';

/** Where a running local stack says what it is, below the folder in which it was started. */
export const LOCAL_STACK_FILE = '.local/stack.json';

/** The emulators take any credentials, but want some. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

const localStackFileSchema = v.object({
  /** The process that runs the stack; the file means nothing once it has ended. */
  pid: v.pipe(v.number(), v.integer()),
  region: v.string(),
  accountId: v.string(),
  inboxUrl: v.string(),
  endpoints: v.object({
    sns: v.string(),
    sqs: v.string(),
    ses: v.string(),
    dynamodb: v.string(),
    lambda: v.string(),
    cloudwatch: v.string(),
    sts: v.string(),
    s3: v.string(),
  }),
  pipelines: pipelinesSchema,
  /** The names of the functions that run. */
  functions: v.array(v.string()),
  /** Where it tells of itself and lets things be done to it, and the token that this needs. */
  controlUrl: v.optional(v.string()),
  controlToken: v.optional(v.string()),
  /** The page that shows the stack, and acts on it. */
  consoleUrl: v.optional(v.string()),
});

/** What `.local/stack.json` holds. */
export type LocalStackFile = v.InferOutput<typeof localStackFileSchema>;

/**
 * Reads the text of a stack file.
 *
 * @throws Error naming every fault.
 */
export function parseLocalStackFile(text: string, path: string): LocalStackFile {
  const result = v.safeParse(localStackFileSchema, JSON.parse(text));
  if (result.success) return result.output;
  const faults = describeIssues(result.issues, 'file').map((issue) => issue.text);
  throw new Error(`${path} is not the file of a local stack: ${faults.join('; ')}`);
}
