import type { Alarm, Transition } from './alarm.ts';
import type { AlarmState } from './alarm-rules.ts';

/** An alarm of the template on a local stack. */
export interface LocalAlarm {
  /** As CloudWatch knows it. */
  readonly name: string;
  readonly logicalId: string;
  /** The path of the construct that made it, `Stack/Pipeline/Alarms/DeadLetterArrived/Resource`, where the assembly tells. */
  readonly constructPath: string | undefined;
  readonly description: string | undefined;
  readonly state: AlarmState;
  /** Why it is in its state; where the local stack does not evaluate it, why not. */
  readonly reason: string;
  /** Whether the local stack evaluates it. */
  readonly isEvaluated: boolean;
  /** Since when it is in its state, in milliseconds since the epoch by the stack's clock. */
  readonly since: number;
  /** The changes of its state since the start, oldest first, the last hundred. */
  readonly history: readonly Transition[];
}

/** What somebody outside sees of an alarm. */
export function localAlarm({ definition, state, reason, since, history }: Alarm): LocalAlarm {
  const { name, logicalId, constructPath, description, evaluation } = definition;
  const isEvaluated = !('needs' in evaluation);
  return { name, logicalId, constructPath, description, state, reason, isEvaluated, since, history };
}
