import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  PutSuppressedDestinationCommand,
  SESv2Client,
  type SuppressedDestinationSummary,
  type SuppressionListReason,
} from '@aws-sdk/client-sesv2';
import { connectionTo, SES_ATTEMPTS } from '../clients.ts';
import type { Target } from '../target.ts';
import type { SuppressionReason } from './reasons.ts';

/** An address that SES accepts emails for, and does not send them. */
export interface SuppressedAddress {
  /** As it was written when it came there: to the API the case of letters matters, to a send it does not. */
  readonly address: string;
  readonly reason: SuppressionReason;
  /** When it came there, or was put there again. */
  readonly since: Date;
}

/**
 * The suppression list of an account in the region whose SES sends for a pipeline. SES v1 knows none, so this takes the
 * client of v2.
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export class SuppressionList {
  /** The region of the list. */
  readonly region: string;
  readonly #client: SESv2Client;

  constructor({ region, endpoints, pipeline }: Pick<Target, 'region' | 'endpoints' | 'pipeline'>) {
    this.region = pipeline.sesRegion ?? region;
    const connection = connectionTo({ region: this.region, endpoints }, 'ses');
    this.#client = new SESv2Client({ ...connection, maxAttempts: SES_ATTEMPTS });
  }

  /** All that is there for one of the reasons, page by page, until `signal` aborts. */
  async *pages(
    reasons: readonly SuppressionReason[],
    signal: AbortSignal,
  ): AsyncGenerator<readonly SuppressedAddress[]> {
    let NextToken: string | undefined;
    do {
      const command = new ListSuppressedDestinationsCommand({ Reasons: reasons.map(toReason), NextToken });
      const page = await this.#client.send(command);
      yield (page.SuppressedDestinationSummaries ?? []).map(readAddress);
      NextToken = page.NextToken;
    } while (NextToken !== undefined && !signal.aborted);
  }

  /** What is there of one address; `undefined` where it is not. */
  async find(EmailAddress: string): Promise<SuppressedAddress | undefined> {
    try {
      const { SuppressedDestination } = await this.#client.send(
        new GetSuppressedDestinationCommand({ EmailAddress }),
      );
      return SuppressedDestination && readAddress(SuppressedDestination);
    } catch (error) {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    }
  }

  /** Puts an address there, or gives it another reason. */
  async put(EmailAddress: string, reason: SuppressionReason): Promise<void> {
    await this.#client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: toReason(reason) }));
  }

  /** Takes an address away; one that somebody else took away meanwhile is gone all the same. */
  async remove(EmailAddress: string): Promise<void> {
    try {
      await this.#client.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

function readAddress({ EmailAddress, Reason, LastUpdateTime }: Partial<SuppressedDestinationSummary>) {
  if (EmailAddress === undefined || Reason === undefined || LastUpdateTime === undefined)
    throw new Error('SES gave a suppressed address without its text, reason or time.');
  const reason = Reason.toLowerCase() as SuppressionReason;
  return { address: EmailAddress, reason, since: LastUpdateTime };
}

function toReason(reason: SuppressionReason): SuppressionListReason {
  return reason === 'bounce' ? 'BOUNCE' : 'COMPLAINT';
}
