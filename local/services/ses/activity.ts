/** How often something happened within a minute, of the account. */
export interface CountedEvents {
  /** As CloudWatch names it. */
  readonly metric: string;
  /** Of one of those that it counts, in milliseconds since the epoch. */
  readonly at: number;
  readonly count: number;
}

/** The bounce and complaint rates at one time, as shares. */
export interface Reputation {
  readonly at: number;
  readonly bounceRate: number;
  readonly complaintRate: number;
  /** Whose: that of emails sent with this configuration set. @default the account's */
  readonly configurationSet?: string | undefined;
}

/** What SES has measured. */
export interface SesActivity {
  readonly events: readonly CountedEvents[];
  readonly reputations: readonly Reputation[];
}

export const NO_ACTIVITY: SesActivity = { events: [], reputations: [] };

const MINUTE_MILLISECONDS = 60_000;

interface Tally {
  sent: number;
  bounced: number;
  complained: number;
}

/**
 * Measures what happens to emails, until it is taken: no more than a value a minute of each, however long that lasts.
 *
 * A rate is of all that has been sent since the start. SES's own is of a volume that it does not tell.
 * @see https://docs.aws.amazon.com/ses/latest/dg/reputation-dashboard-messages.html
 */
export class ActivityMeter {
  readonly #tallies = new Map<string | undefined, Tally>();
  #events = new Map<string, CountedEvents>();
  #reputations = new Map<string, Reputation>();

  /** Counts so many emails. */
  count(metric: string, at: number, emails: number): void {
    const key = keyOf(metric, at);
    this.#events.set(key, { metric, at, count: (this.#events.get(key)?.count ?? 0) + emails });
  }

  /** Takes so many emails, bounces or complaints into the rates of the account or a set. */
  weigh(kind: keyof Tally, recipients: number, at: number, configurationSet?: string): void {
    const tally = this.#tallies.get(configurationSet) ?? { sent: 0, bounced: 0, complained: 0 };
    this.#tallies.set(configurationSet, tally);
    tally[kind] += recipients;
    const share = (part: number) => (tally.sent === 0 ? 0 : part / tally.sent);
    this.#reputations.set(keyOf(configurationSet ?? '', at), {
      at,
      configurationSet,
      bounceRate: share(tally.bounced),
      complaintRate: share(tally.complained),
    });
  }

  /** What has been measured since this was asked for last. */
  take(): SesActivity {
    const [events, reputations] = [[...this.#events.values()], [...this.#reputations.values()]];
    this.#events = new Map();
    this.#reputations = new Map();
    return { events, reputations };
  }
}

function keyOf(name: string, at: number): string {
  return `${name} ${Math.floor(at / MINUTE_MILLISECONDS)}`;
}
