import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import type { RefusalForm } from '../../../loopback/refuse-strangers.ts';
import type { Gate } from '../../iam/gate.ts';
import type { FunctionRole } from '../../iam/permissions.ts';
import { type Refusal, refusalMessage } from '../../iam/refusal.ts';
import { dynamoDbAccesses } from './dynamodb-accesses.ts';
import { answerWith } from './dynamodb-answer.ts';

/**
 * Has a gate stand before DynamoDB, which refuses in its own words. What is a function's has to be read to be judged. Of a
 * table that the stack has not, no policy says anything, so what is refused of it is told to be missing.
 *
 * @param tables the names of those that the stack has.
 */
export function gateDynamoDb(
  gate: Gate,
  answer: RequestListener,
  tables: ReadonlySet<string>,
): RequestListener {
  return (request, response) => {
    const caller = gate.callerOf(request.headers.authorization);
    if (!caller) return answer(request, response);
    buffer(request).then(
      (body) => {
        const refusal = refusalOf(gate, caller, request, body);
        const missing = refusal && missingTable(refusal, tables);
        if (missing !== undefined) answerWith(response, 400, tableMissing(missing));
        else if (refusal) answerWith(response, 400, deniedByDynamoDb(refusalMessage(refusal)));
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

/** The table that a refusal is about, where the stack has none of that name. */
function missingTable({ resource }: Refusal, tables: ReadonlySet<string>): string | undefined {
  const [, name] = /:table\/([^/]+)/.exec(resource) ?? [];
  return name !== undefined && !tables.has(name) ? name : undefined;
}

function tableMissing(name: string): RefusalForm {
  const message = `Requested resource not found: the local stack has no table ${name}.`;
  return formOf('com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', { message });
}

/**
 * How DynamoDB says that a caller may not do something.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function deniedByDynamoDb(message: string): RefusalForm {
  return formOf('com.amazon.coral.service#AccessDeniedException', { Message: message });
}

function formOf(type: string, told: object): RefusalForm {
  const body = JSON.stringify({ __type: type, ...told });
  return {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-crc32': String(crc32(body)),
      'x-amzn-requestid': randomUUID(),
    },
    body,
  };
}
