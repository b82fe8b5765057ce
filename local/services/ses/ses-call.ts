import type { Answer } from './answer.ts';
import type { OutgoingEmail } from './email.ts';
import type { RawDetails } from './raw-details.ts';
import type { Sending } from './sending.ts';
import type { SendQuota } from './sending-limits.ts';
import type { SesError } from './ses-error.ts';
import type { SuppressionList } from './suppression-list.ts';

/** A request to SES, read whole. */
export interface SesRequest {
  readonly method: string;
  /** The path with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What a request asks for. */
export type SesCall =
  | { readonly kind: 'quota' }
  /** An email that goes into the inbox as it stands. */
  | { readonly kind: 'send'; readonly email: OutgoingEmail; readonly sending: Sending }
  /** A send that the emulator turns into emails: a raw message, a template; with the addresses that the call names. */
  | {
      readonly kind: 'composed send';
      readonly recipients: number;
      readonly addresses: readonly string[];
      readonly sending: Sending;
      /** What the emulator is asked in its place. @default the request as it is */
      readonly translation?: Translation;
      /** What the emulator leaves out of a raw message. */
      readonly details?: RawDetails;
    }
  /** What is done to the account's suppression list. */
  | {
      readonly kind: 'suppression list';
      readonly perform: (list: SuppressionList, isSandbox: boolean) => Answer;
    }
  /** What the emulator does without sending: managing templates. */
  | {
      readonly kind: 'other';
      readonly action: string;
      /** What the emulator is asked in its place. @default the request as it is */
      readonly translation?: Translation;
    };

/** A call of one API as one of the other, which the emulator knows. */
export interface Translation {
  /** @default that of the request */
  readonly method?: string;
  readonly path: string;
  /** Sent as JSON. */
  readonly body: unknown;
  /** Words the answer to the call from that of the emulator. */
  answer(body: string): Answer;
  /** Words what the emulator refuses, or answers it where the other API takes it. */
  refusal(error: SesError): SesError | Answer;
}

/** What SES tells of the account. */
export interface Account extends SendQuota {
  /** Whether it is in SES's sandbox. */
  readonly isSandbox: boolean;
}

/** One version of the SES API: how it reads calls and words answers. */
export interface SesApi {
  /** The type of a request's body, whatever its header says. */
  readonly contentType: string;
  /** The action that a request asks for, by its name. */
  actionOf(request: SesRequest): string;
  /** @throws SesError where the request is none that this SES knows, or SES would refuse it. */
  parse(request: SesRequest): SesCall;
  sent(messageId: string): Answer;
  quota(account: Account): Answer;
  error(error: SesError): Answer;
}
