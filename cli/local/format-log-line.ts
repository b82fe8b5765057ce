import { plain, withoutEscapes } from '../../words/plain.ts';

/** What every line of a structured log repeats, and what a person at a terminal need not read again. */
const REPEATED =
  /^(timestamp|service|cold_start|function_.*|sampling_rate|xray_trace_id|level|message|requestId)$/;

/**
 * What makes a line one of CloudWatch's embedded metrics.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const METRICS_KEY = '_aws';

/**
 * One line of a function's log for a person: a structured one as its level, its message and its own fields, any
 * other as it is. Escape sequences do not reach the terminal.
 *
 * @returns `undefined` for metrics, which CloudWatch reads from the log and a person does not.
 */
export function formatLogLine(source: string, line: string): string | undefined {
  const entry = objectIn(line);
  if (entry !== undefined && METRICS_KEY in entry) return undefined;
  const text = (entry && structured(entry)) ?? line;
  // Tabs part the fields of a plain line.
  return plain(withoutEscapes(`[${source}] ${text}`).replace(/\p{Cc}/gu, ' '));
}

function structured(entry: object): string | undefined {
  if (!('message' in entry)) return undefined;
  const fields = Object.entries(entry).filter(([key]) => !REPEATED.test(key));
  const level = 'level' in entry ? textOf(entry.level) : 'INFO';
  const text = fields.map(([key, value]) => `${key}=${textOf(value)}`);
  return [level.toUpperCase(), textOf(entry.message), ...text].join(' ');
}

function objectIn(line: string): object | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return entry !== null && typeof entry === 'object' ? entry : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    // It has more levels than can be written.
    return '…';
  }
}
