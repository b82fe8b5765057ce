import type { SESClient } from '@aws-sdk/client-ses';
import type { Pipeline } from '../../contract/pipelines.ts';
import { sentenceOf } from '../aws-error.ts';
import { readSendQuota, sendRateOf } from '../send-quota.ts';

/** How fast messages go, and by what. */
export interface RateChoice {
  /** Messages a second at most. */
  readonly rate: number;
  /** Whether the rate was given, or is what the pipeline sends at most. */
  readonly rateFrom: 'option' | 'send-rate';
  /** Why the account's quota does not count, in one sentence; `null` where it does, or need not. */
  readonly quotaFault: string | null;
}

/** The rate that was given, else the send rate: faster, what is redriven would only wait in the queue. */
export async function chooseRate(
  pipeline: Pick<Pipeline, 'sendRate'>,
  ses: SESClient,
  given: number | undefined,
): Promise<RateChoice> {
  if (given !== undefined) return { rate: given, rateFrom: 'option', quotaFault: null };
  try {
    const quota = await readSendQuota(ses);
    return { rate: sendRateOf(pipeline, quota), rateFrom: 'send-rate', quotaFault: null };
  } catch (error) {
    return { rate: sendRateOf(pipeline, undefined), rateFrom: 'send-rate', quotaFault: sentenceOf(error) };
  }
}
