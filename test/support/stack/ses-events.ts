import { SESClient, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_CREDENTIALS } from '../../../contract/local-stack-file.ts';
import type { LocalStack } from '../../../local/index.ts';
import { SET } from './an-events-app.ts';

/** An event, as far as tests look at it. */
export interface AnEvent {
  readonly eventType: string;
  readonly mail: { readonly messageId: string; readonly tags: Readonly<Record<string, string[]>> };
  readonly [detail: string]: unknown;
}

/** Sends with the configuration set of an events app, and takes the events out of its queue. */
export class SesEvents {
  readonly client: SESClient;
  readonly #sqs: SQSClient;
  readonly #queueUrl: string;

  constructor({ endpoints, region }: LocalStack) {
    const options = { region, credentials: LOCAL_CREDENTIALS, maxAttempts: 1 };
    this.client = new SESClient({ ...options, endpoint: endpoints.ses });
    this.#sqs = new SQSClient({ ...options, endpoint: endpoints.sqs });
    this.#queueUrl = `${endpoints.sqs}/000000000000/events`;
  }

  /** Sends an email, and gives SES's id of it. */
  async send(to: string | string[], more: Partial<SendEmailCommandInput> = {}): Promise<string> {
    const { MessageId = '' } = await this.client.send(
      new SendEmailCommand({
        Source: 'Mailroom <mailroom@example.com>',
        Destination: { ToAddresses: [to].flat() },
        Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
        ConfigurationSetName: SET,
        ...more,
      }),
    );
    return MessageId;
  }

  /** Takes so many messages, in their order. @throws Error where fewer come. */
  async take(count: number): Promise<string[]> {
    const bodies: string[] = [];
    while (bodies.length < count) {
      const { Messages = [] } = await this.#receive(1, 10);
      if (Messages.length === 0) {
        throw new Error(`of ${count} messages came ${bodies.length}: ${bodies.join('\n')}`);
      }
      bodies.push(...Messages);
    }
    return bodies;
  }

  /** The same of events. */
  async events(count: number): Promise<AnEvent[]> {
    return (await this.take(count)).map((body) => JSON.parse(body));
  }

  /** To be called once a test is over. */
  destroy(): void {
    this.client.destroy();
    this.#sqs.destroy();
  }

  /** Takes what is there now. */
  async rest(): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages } = await this.#receive(1, 0);
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages);
    }
  }

  async #receive(count: number, waitSeconds: number): Promise<{ Messages: string[] }> {
    const QueueUrl = this.#queueUrl;
    const { Messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: count, WaitTimeSeconds: waitSeconds }),
    );
    for (const { ReceiptHandle } of Messages) {
      await this.#sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return { Messages: Messages.map(({ Body = '' }) => Body) };
  }
}
