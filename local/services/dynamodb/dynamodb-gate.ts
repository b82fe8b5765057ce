import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import type { RefusalForm } from '../../hosting/refuse-strangers.ts';
import type { Gate } from '../../iam/gate.ts';
import type { FunctionRole } from '../../iam/permissions.ts';
import { type Refusal, refusalMessage } from '../../iam/refusal.ts';
import { dynamoDbAccesses } from './dynamodb-accesses.ts';

/** Has a gate stand before DynamoDB, which refuses in its own words. What is a function's has to be read to be judged. */
export function gateDynamoDb(gate: Gate, answer: RequestListener): RequestListener {
  return (request, response) => {
    const caller = gate.callerOf(request.headers.authorization);
    if (!caller) return answer(request, response);
    buffer(request).then(
      (body) => {
        const refusal = refusalOf(gate, caller, request, body);
        if (refusal) refuse(response, refusal);
        else answer(replayed(request, body), response);
      },
      // The client has gone away in the middle of its request, as a worker that is ended does.
      () => response.destroy(),
    );
  };
}

function refusalOf(
  gate: Gate,
  caller: FunctionRole,
  { headers }: IncomingMessage,
  body: Buffer,
): Refusal | undefined {
  const { permissions } = gate;
  const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
  return permissions && gate.refusalOf(caller, dynamoDbAccesses(operation, parsed(body), permissions));
}

/** What is not JSON the emulator itself refuses, for a table that nobody may use. */
function parsed(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body.toString()));
  } catch {
    return {};
  }
}

/** A request whose body has been read, as the emulator reads it. */
function replayed({ headers, method, url }: IncomingMessage, body: Buffer): IncomingMessage {
  return Object.assign(Readable.from([body]), { headers, method, url }) as IncomingMessage;
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  const { headers, body } = deniedByDynamoDb(refusalMessage(refusal));
  response.writeHead(400, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/**
 * How DynamoDB says that a caller may not do something.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function deniedByDynamoDb(message: string): RefusalForm {
  const body = JSON.stringify({
    __type: 'com.amazon.coral.service#AccessDeniedException',
    Message: message,
  });
  return {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-crc32': String(crc32(body)),
      'x-amzn-requestid': randomUUID(),
    },
    body,
  };
}
