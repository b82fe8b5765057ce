import { stripVTControlCharacters } from 'node:util';

/** What every line of a structured log repeats, and what a person at a terminal need not read again. */
const REPEATED =
  /^(timestamp|service|cold_start|function_.*|sampling_rate|xray_trace_id|level|message|requestId)$/;

/**
 * One line of a function's log for a person: a structured one as its level, its message and its own fields, any
 * other as it is. Escape sequences do not reach the terminal.
 */
export function formatLogLine(source: string, line: string): string {
  return stripVTControlCharacters(`[${source}] ${structured(line) ?? line}`).replace(/[\p{Cc}]/gu, ' ');
}

function structured(line: string): string | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    if (entry === null || typeof entry !== 'object' || !('message' in entry)) return undefined;
    const fields = Object.entries(entry).filter(([key]) => !REPEATED.test(key));
    const level = 'level' in entry ? String(entry.level) : 'INFO';
    const text = fields.map(([key, value]) => `${key}=${textOf(value)}`);
    return [level.toUpperCase(), textOf(entry.message), ...text].join(' ');
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
