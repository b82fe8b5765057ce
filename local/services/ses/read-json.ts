import * as v from 'valibot';
import { describeIssues } from '../../../contract/schema-issue.ts';
import type { SesRequest } from './ses-call.ts';
import { SesError } from './ses-error.ts';

/** Reads the body of a request of v2. @throws SesError naming every fault. */
export function readJson<Schema extends v.GenericSchema>(
  { body }: SesRequest,
  schema: Schema,
): v.InferOutput<Schema> {
  let input: unknown;
  try {
    input = JSON.parse(body.toString());
  } catch {
    throw SesError.refused('SerializationException', 'The body is not JSON.', 'SerializationException');
  }
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const faults = describeIssues(result.issues, 'body').map(({ text }) => text);
  throw SesError.refused('BadRequestException', faults.join('; '));
}
