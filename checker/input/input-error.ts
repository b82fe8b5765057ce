/** What was given to check cannot be read, or is none; the one who called is at fault. */
export class PipelineInputError extends Error {
  override readonly name = 'PipelineInputError';
}
