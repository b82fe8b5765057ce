import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';

/** How old the account's quota may be, and while it is used up, so that it is seen to free. */
const MAX_AGE_MILLISECONDS = 5 * 60_000;
const MAX_AGE_USED_UP_MILLISECONDS = 60_000;

/** SES answers one such call a second and account; workers that start together are told apart by chance. */
const RETRY_MILLISECONDS = 20_000;

/** Sending does not wait longer than this for a quota that only makes it faster or slower. */
const TIMEOUT_MILLISECONDS = 2_000;

/** SES's word for a daily quota without a limit. */
const UNLIMITED = -1;

/** What the quota needs from outside. */
export interface SendQuotaDeps {
  readonly ses: Pick<SESClient, 'send'>;
  /** Emails a second while the account's rate is not known. */
  readonly plannedSendRate: number;
  /** Emails a second at most, whatever the account allows. */
  readonly maxSendRate: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 (included) to 1 (not included). */
  readonly random: () => number;
  /** Hears how much of the daily quota is used, in percent, each time that it was read and has a limit. */
  readonly onDailyUse: (percent: number) => void;
  /** Hears of a quota that could not be read. */
  readonly onUnknown: (error: unknown) => void;
}

/**
 * The account's sending quota, as far as a worker knows it. Where SES does not tell, what it told last holds, or the
 * plan.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html
 */
export class SendQuota {
  readonly #deps: SendQuotaDeps;
  #accountSendRate: number | undefined;
  #usedUp = false;
  #readAgainAt = Number.NEGATIVE_INFINITY;

  constructor(deps: SendQuotaDeps) {
    this.#deps = deps;
  }

  /** Emails a second that all workers together may send. */
  get sendRate(): number {
    const { plannedSendRate, maxSendRate } = this.#deps;
    return Math.min(this.#accountSendRate ?? plannedSendRate, maxSendRate);
  }

  /** Whether the daily quota was used up when it was last read. */
  get usedUp(): boolean {
    return this.#usedUp;
  }

  /** Reads the quota again if it is no longer fresh. Never rejects. */
  async refresh(): Promise<void> {
    const { ses, now, random, onDailyUse, onUnknown } = this.#deps;
    if (now() < this.#readAgainAt) return;
    try {
      const abortSignal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
      const quota = await ses.send(new GetSendQuotaCommand({}), { abortSignal });
      const { MaxSendRate = 0, Max24HourSend = UNLIMITED, SentLast24Hours = 0 } = quota;
      if (MaxSendRate > 0) this.#accountSendRate = MaxSendRate;
      const isLimited = Max24HourSend !== UNLIMITED;
      this.#usedUp = isLimited && SentLast24Hours >= Max24HourSend;
      this.#readAgainAt = now() + (this.#usedUp ? MAX_AGE_USED_UP_MILLISECONDS : MAX_AGE_MILLISECONDS);
      if (isLimited) onDailyUse(percentUsed(SentLast24Hours, Max24HourSend));
    } catch (error) {
      // Used up it may no longer be; if it is, SES says so itself.
      this.#usedUp = false;
      this.#readAgainAt = now() + RETRY_MILLISECONDS * (0.5 + random());
      onUnknown(error);
    }
  }
}

/** A quota of nothing is used up. */
function percentUsed(sent: number, allowed: number): number {
  return allowed > 0 ? (sent / allowed) * 100 : 100;
}
