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

const POLICY = /^AWS::(SNS::TopicPolicy|SQS::QueuePolicy|IAM::(Policy|Role))$/;
const OPENING =
  /^AWS::(SNS::Topic|SNS::TopicPolicy|SQS::QueuePolicy|IAM::(Policy|Role)|Lambda::(Url|Permission))$/;

type Applies = (fault: Fault) => boolean;

const at =
  (place: RegExp): Applies =>
  (fault) =>
    place.test(fault.place);

/** The first that applies says what a fault does; what none applies to loses mail. */
const RULES: readonly (readonly [Consequence, Applies])[] = [
  ['changes a name', at(/\.(Sid|Label)$|\[expr_1\]\.Id$| PolicyName$/)],
  ['leaks', ({ operator }) => operator === 'widen'],
  ['leaks', ({ operator, type }) => operator === 'add' && OPENING.test(type)],
  ['leaks', ({ type, place }) => POLICY.test(type) && /\[Deny /.test(place)],
  ['leaks', ({ operator, place }) => operator === 'delete' && /\.Condition\b/.test(place)],
  ['leaks', at(/KmsMasterKeyId|SqsManagedSseEnabled|SSESpecification/)],
  ['leaks', at(/AWS_ENDPOINT_URL|NODE_|LOGGER_LOG_EVENT|Eavesdropper|ResourcePolicy/)],
  ['goes unseen', at(/^(Alarm|Dashboard)|^\w+Logs\b|LoggingConfig|\[Allow logs:/)],
  ['leaves behind', at(/^(Queue|DeduplicationTable) (Deletion|UpdateReplace)Policy$/)],
  ['sends twice', at(/Deduplication|DEDUPLICATE|IDEMPOTENCY|MAILROOM_TABLE|\[Allow dynamodb:/)],
  ['sends twice', at(/VisibilityTimeout/)],
  ['stops or slows', at(/SEND_RATE|WORKERS|ScalingConfig|Window|PollerConfig|DelaySeconds/)],
  [
    'stops or slows',
    at(/ (Architectures|Code|FileSystem|Handler|Layers|MemorySize|Role|Runtime|Timeout|Vpc)/),
  ],
  ['stops or slows', at(/^(Publisher|QueueEmailer) DependsOn|Role\b|\.Version$/)],
];

/** What the fault does. */
export function consequenceOf(fault: Fault): Consequence {
  const [consequence = 'loses mail'] = RULES.find(([, applies]) => applies(fault)) ?? [];
  return consequence;
}
