import { RollingDay } from './rolling-day.ts';
import { SesError } from './ses-error.ts';
import { TokenBucket } from './token-bucket.ts';

/**
 * Emails a second that an account without a limit is said to have, and is held to: SES has no word for "unlimited"
 * here. It is more than one machine carries.
 */
const UNLIMITED_SEND_RATE = 10_000;

/** An account is told its quota once in so many milliseconds. */
const QUOTA_INTERVAL_MILLISECONDS = 1_000;

/** SES's word for a daily quota without a limit. */
const UNLIMITED_DAILY_QUOTA = -1;

/**
 * What an account may send and has sent, in emails; each recipient counts as one.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html
 */
export interface SendQuota {
  /** -1 stands for no limit. */
  readonly max24HourSend: number;
  /** Emails a second. */
  readonly maxSendRate: number;
  readonly sentLast24Hours: number;
}

/** Both clocks in milliseconds. */
export interface Clocks {
  /** The time of day, for the 24 hours. */
  readonly wall: () => number;
  /** One that never goes back, for the rate. */
  readonly monotonic: () => number;
}

interface Limits {
  readonly sendRate: number | undefined;
  readonly dailyQuota: number | undefined;
}

/** An account's send rate and daily quota. */
export class SendingLimits {
  readonly #bucket: TokenBucket;
  readonly #lastDay: RollingDay;
  #limits: Limits;
  readonly #wall: () => number;
  #quotaToldAt = Number.NEGATIVE_INFINITY;

  constructor(limits: Limits, clocks: Clocks) {
    this.#limits = limits;
    this.#wall = clocks.wall;
    this.#bucket = new TokenBucket(limits.sendRate ?? UNLIMITED_SEND_RATE, clocks.monotonic);
    this.#lastDay = new RollingDay(clocks.wall);
  }

  /** Changes both limits; what was sent stays counted. */
  change(limits: Limits): void {
    this.#limits = limits;
    this.#bucket.setRate(limits.sendRate ?? UNLIMITED_SEND_RATE);
  }

  /** Counts what was sent before this one started. */
  remember(recipients: number, atMilliseconds: number): void {
    this.#lastDay.add(recipients, atMilliseconds);
  }

  /**
   * Lets an email to so many recipients through and counts it. As SES does it, one email left is enough for all its
   * recipients.
   *
   * @param simulated how many of them are of the mailbox simulator, which the daily quota does not count.
   * @throws SesError where the daily quota or the send rate is exceeded; nothing is counted then.
   */
  admit(recipients: number, simulated = 0): void {
    const { dailyQuota } = this.#limits;
    const counted = recipients - simulated;
    const isOver = dailyQuota !== undefined && this.#lastDay.total >= dailyQuota;
    if (isOver && counted > 0) throw SesError.of('quotaExceeded');
    if (!this.#bucket.take(recipients)) throw SesError.of('rateExceeded');
    this.#lastDay.add(counted);
  }

  /**
   * Tells the account what it may send, once a second, whoever asks.
   *
   * @throws SesError where it was told less than a second ago.
   * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
   */
  tellQuota(): SendQuota {
    const elapsed = this.#wall() - this.#quotaToldAt;
    if (elapsed >= 0 && elapsed < QUOTA_INTERVAL_MILLISECONDS) throw SesError.of('tooManyCalls');
    this.#quotaToldAt = this.#wall();
    return this.quota;
  }

  get quota(): SendQuota {
    return {
      max24HourSend: this.#limits.dailyQuota ?? UNLIMITED_DAILY_QUOTA,
      maxSendRate: this.#limits.sendRate ?? UNLIMITED_SEND_RATE,
      sentLast24Hours: this.#lastDay.total,
    };
  }
}
