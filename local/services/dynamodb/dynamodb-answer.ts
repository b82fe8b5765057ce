import type { ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import type { RefusalForm } from '../../../loopback/refuse-strangers.ts';

/** Answers with an error; the SDK compares its checksum. */
export function answerWith(response: ServerResponse, status: number, { headers, body }: RefusalForm): void {
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    'x-amz-crc32': String(crc32(body)),
  });
  response.end(body);
}
