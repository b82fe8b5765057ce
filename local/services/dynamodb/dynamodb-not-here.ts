import type { IncomingMessage, ServerResponse } from 'node:http';
import { notHere, notHereForm, signedService, targetOf } from '../not-here.ts';
import { answerWith } from './dynamodb-answer.ts';

/** What dynalite answers. */
const OPERATIONS = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
]);

/**
 * Answers what DynamoDB has and its emulator does not, such as transactions, and what is meant for another service.
 *
 * @returns whether it has answered.
 */
export function answerNotHere(request: IncomingMessage, response: ServerResponse): boolean {
  const service = signedService(request) ?? 'dynamodb';
  const operation = targetOf(request);
  if (operation === undefined) return false;
  const isStreams = /^DynamoDBStreams_/.test(String(request.headers['x-amz-target']));
  if (service === 'dynamodb' && !isStreams && OPERATIONS.has(operation)) return false;
  const message =
    service === 'dynamodb'
      ? `${isStreams ? 'Streams are' : `${operation} of DynamoDB is`} not emulated by the local stack.`
      : notHere(service, operation);
  request.resume().on('error', () => {});
  answerWith(response, 400, notHereForm(service, request, message));
  return true;
}
