import type { IncomingMessage } from 'node:http';
import { SesError } from './ses-error.ts';

/** As long as the longest message of SES v2, 40 MB, may be. */
const MAX_BYTES = 40 * 1024 * 1024;

/**
 * Reads a request's body to its end.
 *
 * @throws SesError where it is longer than 40 MB; the rest of it is then read and dropped.
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => (bytes <= MAX_BYTES ? resolve(Buffer.concat(chunks)) : reject(tooLong(bytes))));
    request.on('error', reject);
  });
}

function tooLong(bytes: number): SesError {
  const message = `The request is ${bytes} bytes long, of at most ${MAX_BYTES}.`;
  return SesError.refused('RequestEntityTooLarge', message, 'PayloadTooLargeException', 413);
}
