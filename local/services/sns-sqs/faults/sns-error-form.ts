import { randomUUID } from 'node:crypto';
import type { RefusalForm } from '../../../../loopback/refuse-strangers.ts';
import type { SnsFault } from './sns-faults.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** An error as SNS answers with it. */
export function snsErrorForm({ code, message }: SnsFault): RefusalForm {
  const text = message.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
  return {
    headers: { 'content-type': 'text/xml' },
    body:
      '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>' +
      `<Code>${code}</Code><Message>${text}</Message></Error>` +
      `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
}
