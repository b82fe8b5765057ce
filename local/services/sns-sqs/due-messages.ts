type App = ReturnType<typeof import('fauxqs').buildApp>;

/** The queues of fauxqs, as far as they are used here. */
interface Queues {
  getQueue(url: string): { processTimers(): void } | undefined;
}

/**
 * Has a queue count what is visible when it is asked, as after a receive with a visibility timeout of 0. To fauxqs a message
 * stays in flight until somebody receives.
 */
export function countWhatIsDue(app: App, queues: Queues): void {
  app.addHook('preHandler', async ({ headers, body }) => {
    if (headers['x-amz-target'] !== 'AmazonSQS.GetQueueAttributes') return;
    queues.getQueue(`${Object(body).QueueUrl}`)?.processTimers();
  });
}
