import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { MAILROOM_ATTRIBUTE } from '../contract/evidence.ts';
import { InvalidNotificationError } from '../contract/notification.ts';
import type { SchemaIssue } from '../contract/schema-issue.ts';
import { MAX_PUBLISHER_ATTRIBUTES } from '../contract/sns-limits.ts';

/** Message attributes in SNS's form, with the bytes that they take of a message's size. */
export interface MessageAttributes {
  readonly values: Readonly<Record<string, MessageAttributeValue>>;
  readonly bytes: number;
}

const MAX_NAME_LENGTH = 256;

/** `AWS.` and `Amazon.` are reserved in any casing; no period begins, ends or follows another. */
const NAME = /^(?!aws\.|amazon\.|\.)(?!.*\.\.)(?!.*\.$)[a-z0-9_.-]+$/i;

/** What XML, and so SNS and SQS, cannot carry. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** The magnitudes of a number that SNS takes. */
const MIN_MAGNITUDE = 1e-128;
const MAX_MAGNITUDE = 1e126;

/**
 * Turns a publisher's attributes into SNS's form.
 *
 * @throws InvalidNotificationError naming every attribute that SNS would refuse, or drop on its way to SQS.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function toMessageAttributes(
  attributes: Readonly<Record<string, string | number>>,
): MessageAttributes {
  const entries = Object.entries(attributes);
  const issues = [...countIssues(entries.length), ...entries.flatMap(attributeIssues)];
  if (issues.length > 0) throw new InvalidNotificationError(issues);
  const values = Object.fromEntries(entries.map(([name, value]) => [name, toAttributeValue(value)]));
  return { values, bytes: sizeOf(values) };
}

function toAttributeValue(value: string | number) {
  return { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) };
}

/** What attributes add to a message's size, in bytes: SNS counts name, type and value. */
export function sizeOf(values: Record<string, { DataType: string; StringValue: string }>): number {
  return Object.entries(values)
    .flatMap(([name, { DataType, StringValue }]) => [name, DataType, StringValue])
    .reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}

function countIssues(count: number): SchemaIssue[] {
  if (count <= MAX_PUBLISHER_ATTRIBUTES) return [];
  return [issue('attributes', `at most ${MAX_PUBLISHER_ATTRIBUTES} message attributes`, String(count))];
}

function attributeIssues([name, value]: [string, unknown]): SchemaIssue[] {
  const field = `attributes.${name}`;
  if (name === MAILROOM_ATTRIBUTE) {
    return [issue(field, 'another name', `"${name}", which is kept for Mailroom itself`)];
  }
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    const rule = `1 to ${MAX_NAME_LENGTH} of A-Z a-z 0-9 _ - and single inner periods, not beginning with AWS. or Amazon.`;
    return [issue('attributes', `names of ${rule}`, JSON.stringify(name))];
  }
  if (typeof value === 'number') {
    return isNumberForSns(value) ? [] : [issue(field, 'a number that SNS takes', String(value))];
  }
  if (typeof value !== 'string') return [issue(field, 'a string or a number', nameOf(value))];
  if (value === '') return [issue(field, 'a text that is not empty', '""')];
  return NOT_XML.test(value) ? [issue(field, 'a text of XML characters', JSON.stringify(value))] : [];
}

function isNumberForSns(value: number): boolean {
  const magnitude = Math.abs(value);
  return magnitude === 0 || (magnitude >= MIN_MAGNITUDE && magnitude <= MAX_MAGNITUDE);
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  return value === null ? 'null' : `a ${typeof value}`;
}

function issue(field: string, expected: string, got: string): SchemaIssue {
  return { field, expected, text: `${field}: expected ${expected}, got ${got}` };
}
