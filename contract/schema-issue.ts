import type * as v from 'valibot';

/** One fault that a schema found. */
export interface SchemaIssue {
  /** The path of the value, `recipient`, or the name of the whole where the whole is wrong. */
  readonly field: string;
  /** What the schema wants there. */
  readonly expected: string;
  /** One sentence that quotes the value: `recipient: expected an email address, got "ada@"`. */
  readonly text: string;
}

/** The issue without the value, for logs and dead letters: `recipient: expected an email address`. */
export function withoutValue({ field, expected }: SchemaIssue): string {
  return `${field}: expected ${expected}`;
}

/** A longer value is cut in a message. */
const MAX_QUOTED = 60;

/** Says each of a schema's issues in one sentence. A check's message is what it expects. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[], whole: string): SchemaIssue[] {
  return issues.map((issue) => {
    const field = issue.path?.map(({ key }) => String(key)).join('.') ?? whole;
    if (isMissingKey(issue)) return { field, expected: 'a value', text: `${field}: missing` };
    const expected = issue.kind === 'schema' ? named(issue.expected) : issue.message;
    return { field, expected, text: `${field}: expected ${expected}, got ${quote(issue.input)}` };
  });
}

/** valibot reports a missing key as the parent's issue, expecting the key's name in quotes. */
function isMissingKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.kind === 'schema' && issue.expected?.startsWith('"') === true && issue.input === undefined;
}

function named(expected: string | null): string {
  return expected === 'Object' ? 'an object' : `a ${expected}`;
}

/** Objects are named, not quoted: they may be circular, and their content is not what is wrong. */
function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return cut(JSON.stringify(value));
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function cut(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED).toWellFormed()}…` : text;
}
