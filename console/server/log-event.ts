/** What a line of an emailer's log, or of a feedback function's, tells of one notification. */
export interface LogEvent {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** The function that tells. */
  readonly functionName: string;
  readonly kind: LogEventKind;
  /** The effective id; feedback knows only SES's id of the email. */
  readonly id: string | undefined;
  readonly sesMessageId: string | undefined;
  readonly reason: string | undefined;
  readonly error: string | undefined;
  /** How often it was received. */
  readonly attempts: number | undefined;
  /** Until it is tried again. */
  readonly delaySeconds: number | undefined;
  /** Since it entered the queue. */
  readonly ageSeconds: number | undefined;
  /** What SES told. */
  readonly told: string | undefined;
}

/** The emailer's messages, as docs/delivery.md lists them, and that of the feedback function. */
const KINDS = {
  'Email sent': 'sent',
  'Email had been sent': 'settled',
  'Email withheld': 'withheld',
  'Duplicate not sent': 'duplicate',
  'Returned unsent, out of time': 'returned',
  'Email not sent, tried again': 'retry',
  'Email not sent, unknown error': 'retry',
  'Email held': 'hold',
  'Notification rejected': 'reject',
  'Notification expired': 'expire',
  'Not delivered, or not wanted': 'told',
} as const;

export type LogEventKind = (typeof KINDS)[keyof typeof KINDS];

/** Reads a line; `undefined` where it tells nothing of a notification. */
export function readLogEvent(line: string): LogEvent | undefined {
  const entry = objectIn(line);
  const message = textOf(entry?.message);
  if (entry === undefined || message === undefined || !Object.hasOwn(KINDS, message)) return undefined;
  const [id, sesMessageId] = [textOf(entry.notificationId), textOf(entry.sesMessageId)];
  const at = Date.parse(textOf(entry.timestamp) ?? '');
  const functionName = textOf(entry.function_name);
  if (functionName === undefined || Number.isNaN(at) || (id ?? sesMessageId) === undefined) return undefined;
  return {
    at,
    functionName,
    kind: KINDS[message as keyof typeof KINDS],
    id,
    sesMessageId,
    reason: textOf(entry.reason),
    error: textOf(entry.errorName),
    attempts: numberOf(entry.receiveCount),
    delaySeconds: numberOf(entry.delaySeconds),
    ageSeconds: numberOf(entry.ageSeconds),
    told: textOf(entry.kind),
  };
}

/** What a line of metrics tells. */
export interface LoggedMetrics {
  /** Whose they are. */
  readonly functionName: string;
  /** How long notifications took from publishing until SES's answer, in milliseconds; of an emailer alone. */
  readonly deliveryTimes: readonly number[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
export function readMetrics(line: string): LoggedMetrics | undefined {
  const entry = line.includes('"_aws"') ? objectIn(line) : undefined;
  const functionName = textOf(entry?.FunctionName);
  if (entry === undefined || !('_aws' in entry) || functionName === undefined) return undefined;
  const deliveryTimes = [entry.DeliveryTime].flat().filter((each) => typeof each === 'number');
  return { functionName, deliveryTimes };
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
