import { randomUUID } from 'node:crypto';
import { type Answer, xmlAnswer } from './answer.ts';

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** What an action of v1 is answered with; `result` is XML. */
export function resultAnswer(action: string, result: string): Answer {
  return xmlAnswer(
    200,
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  );
}

/** An error as v1 answers with it. */
export function errorAnswer(code: string, message: string, status: number): Answer {
  return xmlAnswer(
    status,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
      `<Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
      `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

/** A parser would take a carriage return that is not escaped for a line feed. */
const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};

/** XML cannot hold most control characters, not even escaped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]/gu, ' ')
    .replace(/[&<>\r]/g, (character) => XML_ENTITIES[character] ?? character);
}
