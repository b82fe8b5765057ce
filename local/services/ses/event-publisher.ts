import { LOCAL_CREDENTIALS } from '../../../contract/local-stack-file.ts';
import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';
import { Agent, request } from '../../hosting/http.ts';
import { refusedToSes } from '../../iam/deliveries.ts';
import type { Gate } from '../../iam/gate.ts';
import type { EventDestination } from './configuration-sets.ts';

/** So many are published at once; more only wait for SNS. */
const MAX_SOCKETS = 8;

/** The subject that SES gives its events, which raw delivery leaves out. */
const SUBJECT = 'Amazon SES Email Event Notification';

/** What SES publishes to a topic when it is to be a destination; it is no JSON. */
const NOTICE = 'Successfully validated SNS topic for Amazon SES event publishing.';

/** Publishes to topics, where their policies let SES. */
export class EventPublisher {
  readonly #gate: Gate;
  readonly #clock: Clock;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });

  /** @param clock that stands still meanwhile. @default the machine's, which does not */
  constructor(gate: Gate, clock: Clock = REAL_CLOCK) {
    this.#gate = gate;
    this.#clock = clock;
  }

  /** Has a topic know that events will come. */
  async announce(destination: EventDestination): Promise<void> {
    await this.publish(destination, [NOTICE]);
  }

  /** Publishes messages one after the other; what the topic's policy does not allow is lost, as on AWS. */
  async publish(destination: EventDestination, messages: readonly string[]): Promise<void> {
    this.#clock.begin();
    try {
      for (const message of messages) {
        const { configurationSetArn, topicArn } = destination;
        if (refusedToSes(this.#gate, configurationSetArn, topicArn)) continue;
        await this.#send(destination, message);
      }
    } finally {
      this.#clock.end();
    }
  }

  /** Ends what is under way. */
  stop(): void {
    this.#agent.destroy();
  }

  /** Without an SDK, which would take longer to load than all else of this thread. */
  #send({ endpoint, topicArn }: EventDestination, Message: string): Promise<void> {
    const [, , , region] = topicArn.split(':');
    const body = new URLSearchParams({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: topicArn,
      Subject: SUBJECT,
      Message,
    }).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      authorization: `AWS4-HMAC-SHA256 Credential=${LOCAL_CREDENTIALS.accessKeyId}/19700101/${region}/sns/aws4_request`,
    };
    return new Promise((resolve, reject) => {
      const sent = request(endpoint, { method: 'POST', headers, agent: this.#agent }, (response) => {
        response.resume().once('end', resolve).once('error', reject);
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}
