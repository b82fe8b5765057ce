import type { Resource } from '../../template/resource.ts';
import type { Unknown } from '../../template/unknown.ts';
import type { Severity } from '../finding.ts';
import type { FunctionCode } from '../pipeline/code.ts';
import type { MailKnowledge } from '../pipeline/mail.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Templates } from '../templates.ts';

/** What a rule may look at beside the pipeline. */
export interface Facts {
  readonly templates: Templates;
  readonly mail: MailKnowledge;
  readonly code: FunctionCode;
  /** The day for which dates are judged. */
  readonly today: Date;
}

/** What a rule finds on a resource. */
export interface Problem {
  readonly resource: Resource;
  readonly severity: Severity;
  /** A sentence that says what is wrong, and what comes of it. */
  readonly message: string;
  /** A sentence that says what to do. */
  readonly remedy: string;
  /** The condition that would tell, where only that is not known. */
  readonly condition?: string | undefined;
}

/** One thing that a sound pipeline has. */
export interface Rule<Id extends string = string> {
  readonly id: Id;
  /** What it asks for, in a few words. */
  readonly asks: string;
  /** What it asks for in full, in Markdown. */
  readonly inFull: string;
  /** How grave what it finds is, in words. */
  readonly severity: string;
  /** The AWS document that says so. */
  readonly source: string;
  check(pipeline: Pipeline, facts: Facts): Problem[];
}

/** Tells that `what` was not checked, and why. */
export function notChecked(resource: Resource, what: string, { reason, condition }: Unknown): Problem {
  return {
    resource,
    severity: 'info',
    message: `Not checked: ${what} cannot be known from the template (${reason}).`,
    remedy: 'Look at it where it is decided, or give the checker the templates that say it.',
    condition,
  };
}
