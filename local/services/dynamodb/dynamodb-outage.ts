import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';

const BODY = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
  message: 'Internal server error',
});

/**
 * Answers a request to DynamoDB as DynamoDB does when it fails.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function answerOutage(request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('error', () => {});
  response.writeHead(500, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(BODY),
    'x-amz-crc32': crc32(BODY),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(BODY);
}
