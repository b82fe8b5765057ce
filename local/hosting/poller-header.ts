import type { SQSClient } from '@aws-sdk/client-sqs';

/** By this header SQS knows the requests of the stack's own pollers from all others. */
export const POLLER_HEADER = 'x-mailroom-poller';

/** Has every request of a client say that it comes from a poller of the stack; gives the client back. */
export function markPoller(client: SQSClient): SQSClient {
  client.middlewareStack.add(
    (next) => (call) => {
      (call.request as { headers: Record<string, string> }).headers[POLLER_HEADER] = 'yes';
      return next(call);
    },
    { step: 'build', name: 'markPoller' },
  );
  return client;
}
