/**
 * An error that SQS answers, by its name in the JSON protocol. `queryCode` is the one in the older protocol, which
 * the JSON protocol still tells in a header.
 */
export class SqsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly queryCode: string;

  constructor(code: string, message: string, { status = 400, queryCode = code } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.queryCode = queryCode;
  }
}

export function invalid(message: string): SqsError {
  return new SqsError('InvalidParameterValue', message);
}

export function missing(parameter: string): SqsError {
  return new SqsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
}

export function notFound(message: string): SqsError {
  return new SqsError('ResourceNotFoundException', message, { status: 404 });
}

export function noSuchQueue(): SqsError {
  return new SqsError('QueueDoesNotExist', 'The specified queue does not exist.', {
    queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
  });
}
