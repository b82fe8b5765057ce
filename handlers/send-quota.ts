import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import { isThrottle } from './failure.ts';
import type { AccountQuota } from './shared-account.ts';

/** How old the account's quota may be, and while it is used up, so that it is seen to free. */
const MAX_AGE_MILLISECONDS = 5 * 60_000;
const MAX_AGE_USED_UP_MILLISECONDS = 60_000;

/** How soon it is asked for again after an error; workers that start together are told apart by chance. */
const RETRY_MILLISECONDS = 20_000;

/**
 * How soon after a throttle, at least and at most: SES tells an account its quota once a second, and whoever was told
 * has shared it by then.
 */
const RETRY_THROTTLED_MILLISECONDS = 1_000;

/** A worker that knows no quota yet asks so often before its first batch, which it would send too fast or too slowly. */
const FIRST_TRIES = 3;

/** Sending does not wait longer than this for a quota that only makes it faster or slower. */
const TIMEOUT_MILLISECONDS = 2_000;

/** SES's word for a daily quota without a limit. */
const UNLIMITED = -1;

/** What workers tell each other of the quota. */
export interface SharedQuota {
  readQuota(): Promise<AccountQuota | undefined>;
  writeQuota(quota: AccountQuota): Promise<void>;
}

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
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Where workers tell each other what SES told them; `undefined` where there is no table. */
  readonly shared: SharedQuota | undefined;
  /** Hears how much of the daily quota is used, in percent, each time that SES told it and it has a limit. */
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
    const { now, random, sleep, onUnknown } = this.#deps;
    if (now() < this.#readAgainAt) return;
    for (let tries = 1; ; tries += 1) {
      try {
        this.#know((await this.#sharedQuota()) ?? (await this.#askSes()));
        return;
      } catch (error) {
        const throttledMilliseconds = RETRY_THROTTLED_MILLISECONDS * (1 + random());
        if (isThrottle(error)) {
          if (this.#accountSendRate === undefined && tries < FIRST_TRIES) {
            await sleep(throttledMilliseconds);
            continue;
          }
          this.#readAgainAt = now() + throttledMilliseconds;
        } else {
          // Used up it may no longer be; if it is, SES says so itself.
          this.#usedUp = false;
          this.#readAgainAt = now() + RETRY_MILLISECONDS * (0.5 + random());
        }
        onUnknown(error);
        return;
      }
    }
  }

  /** What another worker was told, if that is still fresh; without the table each asks for itself. */
  async #sharedQuota(): Promise<AccountQuota | undefined> {
    const quota = await this.#deps.shared?.readQuota().catch(() => undefined);
    if (quota === undefined) return undefined;
    // Nobody was told in the future, unless a clock is wrong.
    return quota.toldAt <= this.#deps.now() && this.#deps.now() < freshUntil(quota) ? quota : undefined;
  }

  async #askSes(): Promise<AccountQuota> {
    const { ses, now, shared, onDailyUse } = this.#deps;
    const abortSignal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const answer = await ses.send(new GetSendQuotaCommand({}), { abortSignal });
    const { MaxSendRate = 0, Max24HourSend = UNLIMITED, SentLast24Hours = 0 } = answer;
    const quota: AccountQuota = {
      maxSendRate: MaxSendRate,
      max24HourSend: Max24HourSend,
      sentLast24Hours: SentLast24Hours,
      toldAt: now(),
    };
    if (Max24HourSend !== UNLIMITED) onDailyUse(percentUsed(SentLast24Hours, Max24HourSend));
    // Others ask for themselves where it cannot be shared.
    await shared?.writeQuota(quota).catch(() => {});
    return quota;
  }

  #know(quota: AccountQuota): void {
    if (quota.maxSendRate > 0) this.#accountSendRate = quota.maxSendRate;
    this.#usedUp = isUsedUp(quota);
    this.#readAgainAt = freshUntil(quota);
  }
}

function isUsedUp({ max24HourSend, sentLast24Hours }: AccountQuota): boolean {
  return max24HourSend !== UNLIMITED && sentLast24Hours >= max24HourSend;
}

/** While the quota is used up it is read more often, so that it is seen to free. */
function freshUntil(quota: AccountQuota): number {
  return quota.toldAt + (isUsedUp(quota) ? MAX_AGE_USED_UP_MILLISECONDS : MAX_AGE_MILLISECONDS);
}

/** A quota of nothing is used up. */
function percentUsed(sent: number, allowed: number): number {
  return allowed > 0 ? (sent / allowed) * 100 : 100;
}
