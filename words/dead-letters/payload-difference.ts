import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { plainJson } from '../plain.ts';
import type { Privacy } from './privacy.ts';

/** So many unchanged lines around each change; a whole text that stays the same is nothing to read here. */
const CONTEXT_LINES = 1;

/** An email's text is one line of JSON, and may be long. */
const MAX_LINE = 400;

/** A line of the difference that says who gets an email, or who gets the answer. */
const ADDRESSEE = /^([-+ ] {2}"(?:recipient|cc|bcc|replyTo)": )(".*")(,?)$/;

/** A line that says one of several. */
const ONE_OF_LIST = /^([-+ ] {4})("(?:[^"\\]|\\.)*")(,?)$/;

/**
 * A unified difference of two payloads, key by key, which does nothing to a terminal. Addresses are masked only in its
 * lines: masked before, two of them may look alike.
 */
export function payloadDifference(before: string, after: string, privacy: Privacy): string {
  const difference = createTwoFilesPatch('before', 'after', readable(before), readable(after), '', '', {
    context: CONTEXT_LINES,
    headerOptions: FILE_HEADERS_ONLY,
  });
  const lines = difference.trimEnd().split('\n');
  return lines.map((line) => shortened(privacy.text(withoutName(line, privacy)))).join('\n');
}

/** The name before a recipient's address tells the person too. */
function withoutName(line: string, privacy: Privacy): string {
  return line
    .replace(ADDRESSEE, (_, key: string, value: string, comma: string) => {
      const recipient = JSON.stringify(privacy.recipient(JSON.parse(value)));
      return `${key}${plainJson(recipient)}${comma}`;
    })
    .replace(ONE_OF_LIST, (_, indent: string, value: string, comma: string) => {
      return `${indent}${plainJson(privacy.payload(value))}${comma}`;
    });
}

/** A payload that was patched is JSON. */
function readable(payload: string): string {
  return `${plainJson(JSON.stringify(JSON.parse(payload), undefined, 2))}\n`;
}

function shortened(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE)}… (${line.length - MAX_LINE} more)`;
}
