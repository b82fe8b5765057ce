import { SESClient } from '@aws-sdk/client-ses';
import { sentenceOf } from '../aws-error.ts';
import { connectionTo } from '../clients.ts';
import { readSendQuota, type SendQuota, sendRateOf } from '../send-quota.ts';
import type { Target } from '../target.ts';

/** How fast messages go, and by what. */
export interface SendRateChoice {
  /** Messages a second at most. */
  readonly rate: number;
  /** Whether the rate was given, or is what the pipeline sends at most. */
  readonly rateFrom: 'option' | 'send-rate';
  /** Why the account's quota does not count, in one sentence; `null` where it does, or need not. */
  readonly quotaFault: string | null;
}

/** The rate that was given, else the send rate: faster, what is redriven would only wait in the queue. */
export async function chooseRate(target: Target, given: number | undefined): Promise<SendRateChoice> {
  if (given !== undefined) return { rate: given, rateFrom: 'option', quotaFault: null };
  const { quota, quotaFault } = await quotaOf(target);
  return { rate: sendRateOf(target.pipeline, quota), rateFrom: 'send-rate', quotaFault };
}

async function quotaOf(target: Target): Promise<{ quota?: SendQuota; quotaFault: string | null }> {
  const ses = new SESClient(connectionTo(target, 'ses'));
  try {
    return { quota: await readSendQuota(ses), quotaFault: null };
  } catch (error) {
    return { quotaFault: sentenceOf(error) };
  } finally {
    ses.destroy();
  }
}
