import type { Operator } from './edit.ts';

/** What a fault does to the mail, or to those who watch over it. */
export const CONSEQUENCES = [
  'loses mail',
  'leaks',
  'sends twice',
  'stops or slows',
  'goes unseen',
  'leaves behind',
  'changes a name',
] as const;

export type Consequence = (typeof CONSEQUENCES)[number];

/** A fault, as far as it says what it does. */
export interface Fault {
  readonly operator: Operator;
  /** The type of the resource that it is in. */
  readonly type: string;
  /** Where it is, as reports name it: the resource and what of it. */
  readonly place: string;
}

const IS_POLICY = /^AWS::(SNS::TopicPolicy|SQS::QueuePolicy|IAM::(Policy|Role))$/;
const OPENS =
  /^AWS::(SNS::Topic|SNS::TopicPolicy|SQS::QueuePolicy|IAM::(Policy|Role)|Lambda::(Url|Permission))$/;

/** The first that applies says what a fault does; what none applies to loses mail. */
const RULES: readonly (readonly [Consequence, (fault: Fault) => boolean])[] = [
  ['changes a name', ({ place }) => /\.(Sid|Label)$|\[expr_1\]\.Id$| PolicyName$/.test(place)],
  ['leaks', ({ operator }) => operator === 'widen'],
  ['leaks', ({ operator, type }) => operator === 'add' && OPENS.test(type)],
  [
    'leaks',
    ({ type, place }) => IS_POLICY.test(type) && /\[Deny |\.(Condition|Principal|Resource)\b/.test(place),
  ],
  ['leaks', ({ place }) => /KmsMasterKeyId|SqsManagedSseEnabled|SSESpecification/.test(place)],
  ['leaks', ({ place }) => /AWS_ENDPOINT_URL|NODE_|LOGGER_LOG_EVENT|Eavesdropper|ResourcePolicy/.test(place)],
  ['goes unseen', ({ place }) => /^(Alarm|Dashboard)|^\w+Logs\b|LoggingConfig|\[Allow logs:/.test(place)],
  ['leaves behind', ({ place }) => /^(Queue|DeduplicationTable) (Deletion|UpdateReplace)Policy$/.test(place)],
  [
    'sends twice',
    ({ place }) => /Deduplication|DEDUPLICATE|IDEMPOTENCY|MAILROOM_TABLE|\[Allow dynamodb:/.test(place),
  ],
  ['sends twice', ({ place }) => /VisibilityTimeout/.test(place)],
  [
    'stops or slows',
    ({ place }) => /SEND_RATE|WORKERS|ScalingConfig|Window|PollerConfig|DelaySeconds/.test(place),
  ],
  [
    'stops or slows',
    ({ place }) =>
      / (Architectures|Code|DependsOn|FileSystem|Handler|Layers|MemorySize|Role|Runtime|Timeout|Vpc)/.test(
        place,
      ),
  ],
  ['stops or slows', ({ place }) => /Role\b/.test(place)],
];

/** What the fault does. */
export function consequenceOf(fault: Fault): Consequence {
  const [consequence = 'loses mail'] = RULES.find(([, applies]) => applies(fault)) ?? [];
  return consequence;
}
