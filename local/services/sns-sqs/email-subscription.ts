import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { namedMessageOf } from '../../hosting/thrown.ts';
import type { LocalSes } from '../ses/start-ses.ts';
import type { QueueReader } from './queue-reader.ts';

const SENDER = 'AWS Notifications <no-reply@sns.amazonaws.com>';

/** What SNS writes where a message has no subject. */
const NO_SUBJECT = 'AWS Notification Message';

const MAX_WAIT_SECONDS = 20;
const MAX_RECEIVED = 10;
const RETRY_MILLISECONDS = 100;

/** Who gets the messages of which topic. */
export interface EmailTarget {
  readonly topicArn: string;
  readonly protocol: string;
  /** The address. */
  readonly endpoint: string;
}

export interface EmailSubscriptionDependencies {
  /** Of the queue that is subscribed in the address's place. */
  readonly reader: QueueReader;
  readonly inbox: Pick<LocalSes, 'receive'>;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Whether a subscription's endpoint is an email address. */
export function isEmailProtocol(protocol: unknown): boolean {
  return protocol === 'email' || protocol === 'email-json';
}

/**
 * Brings a topic's messages to an email address, in the local inbox. They come from SNS: neither a quota nor a fault of
 * SES touches them. No confirmation is asked for.
 */
export class EmailSubscription {
  readonly #target: EmailTarget;
  readonly #dependencies: EmailSubscriptionDependencies;

  constructor(target: EmailTarget, dependencies: EmailSubscriptionDependencies) {
    this.#target = target;
    this.#dependencies = dependencies;
  }

  /** Brings them until the signal aborts. */
  async run(): Promise<void> {
    const { reader, signal, log } = this.#dependencies;
    while (!signal.aborted) {
      try {
        const messages = await reader.receive(MAX_RECEIVED, MAX_WAIT_SECONDS);
        await this.#bring(messages).finally(() => reader.settled(messages));
      } catch (error) {
        if (signal.aborted) return;
        log(
          `could not bring messages of ${this.#target.topicArn} to ${this.#target.endpoint}: ${namedMessageOf(error)}`,
        );
        await sleep(RETRY_MILLISECONDS);
      }
    }
  }

  async #bring(messages: readonly Message[]): Promise<void> {
    const { reader, inbox } = this.#dependencies;
    for (const message of messages) {
      const { subject, text } = this.#written(message);
      const destination = { to: [this.#target.endpoint], cc: [], bcc: [] };
      await inbox.receive({
        from: SENDER,
        replyTo: [],
        destination,
        subject,
        body: { text },
        attachments: [],
      });
    }
    await reader.delete(messages);
  }

  #written({ Body = '' }: Message): { subject: string; text: string } {
    const { Subject, Message: text = '' } = JSON.parse(Body) as { Subject?: string; Message?: string };
    const isJson = this.#target.protocol === 'email-json';
    return { subject: Subject ?? NO_SUBJECT, text: isJson ? Body : text };
  }
}
