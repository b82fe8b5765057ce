import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { namedMessageOf } from '../../hosting/thrown.ts';
import { refusedToAlarm } from '../../iam/deliveries.ts';
import type { Gate } from '../../iam/gate.ts';
import type { Environment } from '../../iam/permissions.ts';
import type { Alarm, Transition } from './alarm.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { alarmMessage } from './alarm-message.ts';
import { constructId } from './construct-id.ts';

export interface ActionDependencies extends Environment {
  readonly sns: SNSClient;
  /** By which CloudWatch is allowed to tell a topic. */
  readonly gate: Gate;
  /** The ARNs of the topics that can be told. */
  readonly topics: ReadonlySet<string>;
  readonly log: (source: string, line: string) => void;
}

/** Says a change of an alarm in the log, and tells the topics that its actions name. */
export function actOnChange({ sns, gate, topics, log, ...environment }: ActionDependencies) {
  return ({ definition }: Alarm, transition: Transition): void => {
    log('alarm', changeLine(definition, transition));
    const { Subject, Message } = alarmMessage(definition, transition, environment);
    for (const TopicArn of definition.actions[transition.to]) {
      if (!topics.has(TopicArn) || refusedToAlarm(gate, definition.arn, TopicArn)) continue;
      sns.send(new PublishCommand({ TopicArn, Subject, Message })).catch((error: unknown) => {
        log('alarm', `could not tell ${TopicArn} of ${definition.name}: ${namedMessageOf(error)}`);
      });
    }
  };
}

/** `DeadLetterArrived: OK → ALARM, a notification became a dead letter.` */
function changeLine(definition: AlarmDefinition, { from, to }: Transition): string {
  const [sentence = ''] = /^.*?[.!?](?=\s|$)/s.exec(definition.description ?? '') ?? [definition.description];
  const about = sentence && `, ${sentence.replaceAll(/\s+/g, ' ')}`;
  return `${constructId(definition)}: ${from} → ${to}${about}`;
}
