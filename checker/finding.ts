/**
 * How bad a finding is. An error loses mail, opens the pipeline to strangers, or keeps it from working. A warning does so
 * under load or after another fault. An info says what the template does not tell, so that nobody takes it for checked.
 */
export type Severity = 'error' | 'warning' | 'info';

/** A place in somebody's code. Lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a pipeline, or that cannot be known of it. */
export interface Finding {
  /** The rule that found it, as in `dead-letter-queue`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly logicalId: string;
  /** The path of the construct, or else `stack/logicalId`. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do about it, in a sentence. */
  readonly remedy: string;
  /** The URL of the AWS document that says so; empty where the finding is about an exception. */
  readonly source: string;
  /** The file of the template that the resource is in, where it was read from one. */
  readonly file?: string;
  /** Where the app's code made the construct, where the cloud assembly tells. */
  readonly madeAt?: SourcePlace;
}
