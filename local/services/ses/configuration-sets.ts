import { SesError } from './ses-error.ts';
import type { SuppressionReason } from './suppression-list.ts';

/** A configuration set of the account. */
export interface ConfigurationSet {
  readonly name: string;
  readonly isSendingEnabled: boolean;
  /** Whether the bounce and complaint rates of what is sent with it are metrics of their own. */
  readonly hasReputationMetrics: boolean;
  /** Which addresses of the suppression list it keeps to, and adds to it. @default as the account does */
  readonly suppressedReasons?: readonly SuppressionReason[] | undefined;
}

/** What happens to emails, as an event destination names it. */
export const EVENT_TYPES = [
  'send',
  'delivery',
  'deliveryDelay',
  'reject',
  'bounce',
  'complaint',
  'renderingFailure',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** A topic to which SES publishes what happens to emails that are sent with a configuration set. */
export interface EventDestination {
  /** The name of the set. */
  readonly configurationSet: string;
  /** For which SES publishes. */
  readonly configurationSetArn: string;
  readonly topicArn: string;
  readonly types: readonly EventType[];
  /** Where SNS is. */
  readonly endpoint: string;
}

/** A set of which nothing is known but its name. */
const PLAIN = { isSendingEnabled: true, hasReputationMetrics: false };

/** The configuration sets of an account with their event destinations. */
export class ConfigurationSets {
  readonly #sets = new Map<string, ConfigurationSet>();
  readonly #destinations: EventDestination[] = [];

  add(set: ConfigurationSet): void {
    this.#sets.set(set.name, set);
  }

  /** A set that gets a destination is there, whoever made it. */
  addDestination(destination: EventDestination): void {
    const { configurationSet: name } = destination;
    if (!this.#sets.has(name)) this.add({ name, ...PLAIN });
    this.#destinations.push(destination);
  }

  destinationsOf(name: string): readonly EventDestination[] {
    return this.#destinations.filter(({ configurationSet }) => configurationSet === name);
  }

  /**
   * The set that an email is to be sent with.
   *
   * @param others the names of sets that the account has besides.
   * @throws SesError where there is no such set, or its sending is paused.
   * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
   */
  use(name: string, others: readonly string[]): ConfigurationSet {
    const set = this.#sets.get(name) ?? (others.includes(name) ? { name, ...PLAIN } : undefined);
    if (!set) throw SesError.noConfigurationSet(name);
    if (!set.isSendingEnabled) throw SesError.configurationSetPaused(name);
    return set;
  }
}
