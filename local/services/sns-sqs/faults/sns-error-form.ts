import { randomUUID } from 'node:crypto';
import type { RefusalForm } from '../../../../loopback/refuse-strangers.ts';
import type { RefusedEntry, SnsFault } from './sns-faults.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Entries that SNS refuses of a batch, as it tells of them in the answer. */
export function failedEntriesForm(entries: readonly RefusedEntry[]): string {
  return entries
    .map(({ id = '', code, message }) => {
      const parts = { Id: id, Code: code, Message: message, SenderFault: 'true' };
      const members = Object.entries(parts).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
      return `<member>${members.join('')}</member>`;
    })
    .join('');
}

/** The answer to a batch of which nothing is published. */
export function nothingPublishedForm(entries: readonly RefusedEntry[]): RefusalForm {
  return {
    headers: { 'content-type': 'text/xml' },
    body:
      '<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Successful></Successful>' +
      `<Failed>${failedEntriesForm(entries)}</Failed></PublishBatchResult>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishBatchResponse>`,
  };
}

/** An error as SNS answers with it. */
export function snsErrorForm({ code, message }: SnsFault): RefusalForm {
  return {
    headers: { 'content-type': 'text/xml' },
    body:
      '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>' +
      `<Code>${code}</Code><Message>${escaped(message)}</Message></Error>` +
      `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}
