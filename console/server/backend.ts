import type { LocalStackFile } from '../../contract/local-stack-file.ts';
import type { Target } from '../../ops/target.ts';

/** What a console shows. */
export interface Backend {
  /** At least one pipeline. */
  readonly targets: readonly [Target, ...Target[]];
  /** The local stack whose pipelines they are; `undefined` elsewhere. */
  readonly running: LocalStackFile | undefined;
  /** Whether anything may be changed. */
  readonly write: boolean;
  /** Where the audit file is, and exports go. */
  readonly directory: string;
}
