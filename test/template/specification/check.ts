import type { PipelineNames } from './pipeline-names.ts';
import type { Template } from './template.ts';

/** One thing that the template of a pipeline promises. */
export interface Check {
  /** The promise, in one sentence, and what it is good for. */
  readonly intention: string;
  /** @throws Error where the template does not keep it. */
  readonly verify: (template: Template, names: PipelineNames) => void;
}
