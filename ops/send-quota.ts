import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import type { Pipeline } from '../contract/pipelines.ts';

/** What the account may send. */
export interface SendQuota {
  /** Emails a second. */
  readonly sendRate: number;
  /** Emails in 24 hours; `undefined` without a limit. */
  readonly daily: number | undefined;
  readonly sentLast24Hours: number;
}

/** SES's usual rate outside its sandbox, for a pipeline and an account of which neither tells a rate. */
const USUAL_SEND_RATE = 14;

/** How SES says that there is no daily limit. */
const UNLIMITED = -1;

/** Reads the account's sending quota. */
export async function readSendQuota(ses: SESClient): Promise<SendQuota> {
  const { MaxSendRate, Max24HourSend, SentLast24Hours } = await ses.send(new GetSendQuotaCommand({}));
  if (MaxSendRate === undefined || Max24HourSend === undefined || SentLast24Hours === undefined)
    throw new Error('SES does not tell the whole sending quota.');
  return {
    sendRate: MaxSendRate,
    daily: Max24HourSend === UNLIMITED ? undefined : Max24HourSend,
    sentLast24Hours: SentLast24Hours,
  };
}

/** Emails a second that the pipeline sends at most: what it is planned for, and what the account may. */
export function sendRateOf({ sendRate }: Pick<Pipeline, 'sendRate'>, quota: SendQuota | undefined): number {
  const known = [sendRate, quota?.sendRate].filter((rate) => rate !== undefined && rate > 0) as number[];
  return known.length > 0 ? Math.min(...known) : USUAL_SEND_RATE;
}
