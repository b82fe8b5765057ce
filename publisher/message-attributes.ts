import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { MAILROOM_ATTRIBUTE } from '../contract/evidence.ts';
import { InvalidNotificationError } from '../contract/notification.ts';
import { type QuotedIssue, quotedIssue } from '../contract/schema-issue.ts';
import { MAX_PUBLISHER_ATTRIBUTES } from '../contract/sns-limits.ts';

/** What SNS takes in a list, for filter policies that look for any of its values. */
type ListItem = string | number | boolean | null;

/** What an attribute holds; a list goes as `String.Array`. */
export type AttributeValue = string | number | readonly ListItem[];

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
export function toMessageAttributes(attributes: Readonly<Record<string, AttributeValue>>): MessageAttributes {
  const entries = entriesOf(attributes);
  const issues = [...countIssues(entries.length), ...entries.flatMap(attributeIssues)];
  if (issues.length > 0) throw new InvalidNotificationError(issues);
  const values = Object.fromEntries(entries.map(([name, value]) => [name, toAttributeValue(value)]));
  return { values, bytes: sizeOf(values) };
}

/** What can be iterated, such as an array or a Map, has no names of attributes as its keys. */
function entriesOf(attributes: Readonly<Record<string, AttributeValue>>): [string, AttributeValue][] {
  const isRecord =
    typeof attributes === 'object' && attributes !== null && !(Symbol.iterator in (attributes as object));
  if (isRecord) return Object.entries(attributes);
  throw new InvalidNotificationError([
    quotedIssue('attributes', 'an object of names and values', attributes),
  ]);
}

function toAttributeValue(value: AttributeValue) {
  if (typeof value === 'object') return { DataType: 'String.Array', StringValue: JSON.stringify(value) };
  return { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) };
}

/** What attributes add to a message's size, in bytes: SNS counts name, type and value. */
export function sizeOf(values: Record<string, { DataType: string; StringValue: string }>): number {
  return Object.entries(values)
    .flatMap(([name, { DataType, StringValue }]) => [name, DataType, StringValue])
    .reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}

function countIssues(count: number): QuotedIssue[] {
  if (count <= MAX_PUBLISHER_ATTRIBUTES) return [];
  return [quotedIssue('attributes', `at most ${MAX_PUBLISHER_ATTRIBUTES} message attributes`, count)];
}

function attributeIssues([name, value]: [string, unknown]): QuotedIssue[] {
  const field = `attributes.${name}`;
  if (name === MAILROOM_ATTRIBUTE) {
    const expected = 'another name, since this one is kept for Mailroom itself';
    return [{ field, expected, text: `${field}: expected ${expected}` }];
  }
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    const rule = `1 to ${MAX_NAME_LENGTH} of A-Z a-z 0-9 _ - and single inner periods, not beginning with AWS. or Amazon.`;
    return [quotedIssue('attributes', `names of ${rule}`, name)];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => itemIssues(`${field}.${index}`, item));
  if (typeof value === 'number') {
    return isNumberForSns(value) ? [] : [quotedIssue(field, 'a number that SNS takes', value)];
  }
  if (typeof value !== 'string') return [quotedIssue(field, 'a string, a number or an array of them', value)];
  if (value === '') return [quotedIssue(field, 'a text that is not empty', value)];
  return textIssues(field, value);
}

/** JSON would write what is no value of its own as `null`, or leave it out. */
function itemIssues(field: string, item: unknown): QuotedIssue[] {
  if (typeof item === 'string') return textIssues(field, item);
  if (item === null || typeof item === 'boolean' || Number.isFinite(item)) return [];
  return [quotedIssue(field, 'a string, a number, true, false or null', item)];
}

function textIssues(field: string, text: string): QuotedIssue[] {
  return NOT_XML.test(text) ? [quotedIssue(field, 'a text of XML characters', text)] : [];
}

function isNumberForSns(value: number): boolean {
  const magnitude = Math.abs(value);
  return magnitude === 0 || (magnitude >= MIN_MAGNITUDE && magnitude <= MAX_MAGNITUDE);
}
