import type { AlarmKind } from '../../../contract/alarms.ts';

/** By what a template knows the parts of a pipeline: their logical ids, and the hashes of what its functions run. */
export interface PipelineNames {
  readonly topic: string;
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly undeliveredQueue: string;
  readonly table: string;
  readonly publisher: FunctionNames;
  readonly emailer: FunctionNames;
  readonly configurationSet: string;
  readonly eventDestination: string;
  readonly feedbackTopic: string;
  readonly feedbackQueue: string;
  readonly feedbackDeadLetterQueue: string;
  readonly feedback: FunctionNames;
  readonly alarmTopic: string;
  readonly alarms: Readonly<Record<AlarmKind, string>>;
  readonly dashboard: string;
}

export interface FunctionNames {
  readonly fn: string;
  readonly role: string;
  readonly logs: string;
  /** The hash of the asset that its bundle makes. */
  readonly bundle: string;
}
