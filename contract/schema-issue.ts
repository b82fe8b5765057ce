import type * as v from 'valibot';

/** One fault that a schema found, without the value, for logs and dead letters. */
export interface SchemaIssue {
  /** The path of the value, `recipient`, or the name of the whole where the whole is wrong. */
  readonly field: string;
  /** What is wanted there. */
  readonly expected: string;
}

/** One fault with the sentence that tells it to whoever has given the value. */
export interface QuotedIssue extends SchemaIssue {
  /** One sentence that quotes the value: `recipient: expected an email address, got "ada@"`. */
  readonly text: string;
}

/** The issue in one sentence without the value: `recipient: expected an email address`. */
export function withoutValue({ field, expected }: SchemaIssue): string {
  return `${field}: expected ${expected}`;
}

/** A longer value is cut in a message. */
const MAX_QUOTED = 60;

/** Says each of a schema's issues in one sentence. A check's message is what it expects. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[], whole: string): QuotedIssue[] {
  return issues.map((issue) => {
    const field = issue.path?.map(({ key }) => String(key)).join('.') ?? whole;
    if (isMissingKey(issue)) return { field, expected: 'a value', text: `${field}: missing` };
    const expected = issue.kind === 'schema' ? withArticle(issue.expected ?? 'value') : issue.message;
    return quotedIssue(field, expected, issue.input);
  });
}

/** The fault of a value that is not what is wanted. */
export function quotedIssue(field: string, expected: string, got: unknown): QuotedIssue {
  return { field, expected, text: `${field}: expected ${expected}, got ${quote(got)}` };
}

/** valibot reports a missing key as the parent's issue, expecting the key's name in quotes. */
function isMissingKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.kind === 'schema' && issue.expected?.startsWith('"') === true && issue.input === undefined;
}

/** A type by its name, with the article that it takes: `an object`. valibot begins some of them with a capital. */
function withArticle(type: string): string {
  const name = /^(?:Object|Array)$/.test(type) ? type.toLowerCase() : type;
  return /^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`;
}

/** Objects are named, not quoted: they may be circular, and their content is not what is wrong. */
function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return cut(JSON.stringify(value));
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return withArticle(typeof value);
}

function cut(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED).toWellFormed()}…` : text;
}
