import { ActivityMeter, type SesActivity } from './activity.ts';
import type {
  ConfigurationSet,
  ConfigurationSets,
  EventDestination,
  EventType,
} from './configuration-sets.ts';
import type { EventPublisher } from './event-publisher.ts';
import { type AcceptedSend, eventRecord } from './event-record.ts';
import { eventsOf, type SesEvent } from './events.ts';
import { outcomeOf } from './fate.ts';
import { bareAddress } from './mailbox.ts';
import { isSimulated } from './mailbox-simulator.ts';
import { isMalicious } from './malware.ts';
import type { Schedule } from './schedule.ts';
import type { SesSettings } from './settings.ts';
import { SUPPRESSION_REASONS, type SuppressionList, type SuppressionReason } from './suppression-list.ts';

/** What happens so soon after the acceptance, in milliseconds, is published with it. */
const TOGETHER_MILLISECONDS = 1_000;

/** The metrics of the account, by the type of the events that they count. */
const METRICS: Readonly<Partial<Record<EventType, string>>> = {
  send: 'Send',
  delivery: 'Delivery',
  reject: 'Reject',
  bounce: 'Bounce',
  complaint: 'Complaint',
  renderingFailure: 'RenderingFailure',
};

interface Parts {
  readonly sets: ConfigurationSets;
  readonly list: SuppressionList;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  readonly schedule: Pick<Schedule, 'at'>;
  /** A number from 0 to below 1, drawn for each event that may be lost, and for each that may come twice. */
  readonly random: () => number;
}

/** An accepted send, and the set that it was sent with. */
interface Send extends AcceptedSend {
  readonly set: ConfigurationSet | undefined;
}

/** What becomes of what SES has accepted: events to topics, measures, and addresses that get no more. */
export class Feedback {
  readonly #parts: Parts;
  readonly #meter = new ActivityMeter();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What has been measured since this was asked for last. */
  takeActivity(): SesActivity {
    return this.#meter.take();
  }

  /**
   * Has happen to an email all that will.
   *
   * @param settings how recipients' servers behave, and what goes wrong with events.
   */
  accepted(send: Send, settings: SesSettings): void {
    const { email, recipients, set } = send;
    const accepted = email.at * 1000;
    const reasons = reasonsOf(set);
    const outcomes = new Map(
      recipients.map((each) => {
        const suppressedFor = this.#parts.list.reasonAgainst(bareAddress(each), reasons);
        return [each, outcomeOf(each, settings.fates, suppressedFor)] as const;
      }),
    );
    const sent = {
      messageId: email.messageId,
      at: accepted,
      recipients,
      isMalicious: isMalicious(email),
    };
    const tried = recipients.filter((each) => isTried(each, outcomes.get(each) ?? ''));
    this.#weigh('sent', tried.length, accepted, set);
    const events = eventsOf(sent, (each) => outcomes.get(each) ?? 'deliver');
    const moments = Map.groupBy(events, ({ at }) => (at - accepted < TOGETHER_MILLISECONDS ? accepted : at));
    for (const [moment, group] of moments) {
      this.#parts.schedule.at(moment, () => this.#happen(group, send, settings));
    }
  }

  #happen(events: readonly SesEvent[], send: Send, settings: SesSettings): void {
    for (const event of events) {
      const metric = METRICS[event.type];
      if (metric !== undefined) this.#meter.count(metric, event.at, event.recipients.length);
      this.#remember(event, send);
    }
    if (!send.set) return;
    const late = (events[0]?.at ?? 0) + settings.eventDelaySeconds * 1000;
    for (const destination of this.#parts.sets.destinationsOf(send.set.name)) {
      const messages = this.#messages(events, { send, destination, settings });
      if (messages.length === 0) continue;
      this.#parts.schedule.at(late, () => {
        // The topic is gone once the stack stops.
        this.#parts.publisher.publish(destination, messages).catch(() => {});
      });
    }
  }

  #messages(
    events: readonly SesEvent[],
    {
      send,
      destination,
      settings: { loseEventRate, doubleEventRate, reorderEvents },
    }: { send: Send; destination: EventDestination; settings: SesSettings },
  ): string[] {
    const isDrawn = (share: number) => share > 0 && this.#parts.random() < share;
    const messages = events
      .filter(({ type }) => destination.types.includes(type))
      .filter(() => !isDrawn(loseEventRate))
      .map((event) => JSON.stringify(eventRecord(event, send, destination)))
      .flatMap((message) => (isDrawn(doubleEventRate) ? [message, message] : [message]));
    return reorderEvents ? messages.reverse() : messages;
  }

  /** Lets bounces and complaints count against the account, and keeps to what they say of the recipients. */
  #remember({ type, at, recipients, detail, isHardBounce, isSuppressed }: SesEvent, send: Send): void {
    const real = recipients.filter((each) => !isSimulated(each));
    const isComplaint = type === 'complaint' && !isSuppressed;
    if (!isHardBounce && !isComplaint) return;
    this.#weigh(isComplaint ? 'complained' : 'bounced', real.length, at, send.set);
    const reason: SuppressionReason = isComplaint ? 'COMPLAINT' : 'BOUNCE';
    if (!reasonsOf(send.set).includes(reason)) return;
    const cause = { messageId: send.email.messageId, feedbackId: String(detail.feedbackId) };
    for (const address of real) this.#parts.list.put({ address, reason, at, cause });
  }

  #weigh(
    kind: 'sent' | 'bounced' | 'complained',
    recipients: number,
    at: number,
    set: ConfigurationSet | undefined,
  ): void {
    if (recipients === 0) return;
    this.#meter.weigh(kind, recipients, at);
    if (set?.hasReputationMetrics) this.#meter.weigh(kind, recipients, at, set.name);
  }
}

/** Those of the set, or else of the account: an account of after 2019-11-25 suppresses for both. */
function reasonsOf(set: ConfigurationSet | undefined): readonly SuppressionReason[] {
  return set?.suppressedReasons ?? SUPPRESSION_REASONS;
}

/** Neither the simulator nor what is suppressed counts for the account's reputation. */
function isTried(recipient: string, outcome: string): boolean {
  return !isSimulated(recipient) && !outcome.startsWith('suppressed');
}
