import * as v from 'valibot';
import { describeIssues } from '../../../contract/schema-issue.ts';
import { FATES, type Fates } from './fate.ts';

/** The longest delay, the longest that a Lambda function runs. */
const MAX_LATENCY_MILLISECONDS = 900_000;

/** The longest that an event may be late, two weeks: SES promises no time. */
const MAX_EVENT_DELAY_SECONDS = 1_209_600;

/** An error that SES is made to answer with. */
export interface InjectedError {
  /** Its name, as in `MessageRejected`. */
  readonly code: string;
  readonly message: string;
  /** The HTTP status, 400 to 599. */
  readonly status: number;
}

/** How the local SES behaves. All of it may change while it runs. */
export interface SesSettings {
  /**
   * Emails a second, above 0; each recipient counts as one. SES throttles sends above it, by a token bucket that holds one
   * second's worth, at least one email.
   * @default no limit, which `GetSendQuota` tells as 10,000
   */
  readonly sendRate: number | undefined;
  /**
   * Emails in any 24 hours, a whole number from 0; each recipient counts as one.
   * @default no limit, which `GetSendQuota` tells as −1
   */
  readonly dailyQuota: number | undefined;
  /**
   * Milliseconds, 0 to 900,000, between doing what a call asks for and answering it. A client that gives up before
   * has lost a reply, not the email.
   * @default `0`
   */
  readonly latencyMilliseconds: number;
  /**
   * Share of sends, 0 to 1, that SES answers with `InternalFailure`, status 500, and does not send.
   * @default `0`
   */
  readonly failRate: number;
  /**
   * Whether SES answers every call with `ServiceUnavailable`, status 503. The inbox stays open.
   * @default `false`
   */
  readonly outage: boolean;
  /**
   * The error, `{ code, message, status }` with a status of 400 to 599, that SES answers every send with.
   * @default none
   */
  readonly error: InjectedError | undefined;
  /**
   * Whether SES has paused the account's sending, as its enforcement does: it refuses every send with `MessageRejected`,
   * "Sending paused for this account. …", which the text alone tells from a refusal of the email.
   * @default `false`
   */
  readonly paused: boolean;
  /**
   * The account's verified identities, addresses and domains. Where it is given, the account is in SES's sandbox: a
   * sender or recipient that is neither verified nor of SES's mailbox simulator is refused.
   * @default everything is verified
   */
  readonly verified: readonly string[] | undefined;
  /**
   * Share of accepted sends, 0 to 1, whose connection ends without an answer. The email is in the inbox.
   * @default `0`
   */
  readonly loseReplyRate: number;
  /**
   * The names of configuration sets that the account has beside those of the template.
   * @default none
   */
  readonly configurationSets: readonly string[];
  /**
   * What the mail server of a recipient does, by address, or by domain with its subdomains; the closest counts. `deliver` takes the email, `bounce` refuses it for good, `complain` takes it and has the recipient complain,
   * `delay` is not to be reached until SES gives up, after 14 hours.
   * @default every server takes every email
   */
  readonly fates: Fates;
  /**
   * How late events are published, in seconds by the stack's clock, 0 to 1,209,600.
   * @default `0`
   */
  readonly eventDelaySeconds: number;
  /**
   * Share of events, 0 to 1, that are never published.
   * @default `0`
   */
  readonly loseEventRate: number;
  /**
   * Share of events, 0 to 1, that are published twice.
   * @default `0`
   */
  readonly doubleEventRate: number;
  /**
   * Whether events of an email that are published together come last first.
   * @default `false`
   */
  readonly reorderEvents: boolean;
}

/** Settings that change; those not named stay, and `undefined` or `null` puts one back to its default. */
export type SesSettingsChange = { readonly [Key in keyof SesSettings]?: SesSettings[Key] | null };

/** A SES without faults or limits. */
export const DEFAULT_SETTINGS: SesSettings = {
  sendRate: undefined,
  dailyQuota: undefined,
  latencyMilliseconds: 0,
  failRate: 0,
  outage: false,
  error: undefined,
  paused: false,
  verified: undefined,
  loseReplyRate: 0,
  configurationSets: [],
  fates: {},
  eventDelaySeconds: 0,
  loseEventRate: 0,
  doubleEventRate: 0,
  reorderEvents: false,
};

function numberThat(isValid: (value: number) => boolean, expected: string) {
  return v.nullish(v.pipe(v.number(), v.check(isValid, expected)));
}

const share = numberThat((value) => value >= 0 && value <= 1, 'a number from 0 to 1');

const fate = v.pipe(
  v.string(),
  v.check((each) => FATES.some((known) => known === each), `one of ${FATES.join(', ')}`),
);

const injectedError = v.object({
  code: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z.]{0,99}$/, 'a name of 1 to 100 letters and dots')),
  message: v.string(),
  status: v.pipe(
    v.number(),
    v.check(
      (status) => Number.isInteger(status) && status >= 400 && status <= 599,
      'a status from 400 to 599',
    ),
  ),
});

const settingsChange = v.objectWithRest(
  {
    sendRate: numberThat((rate) => rate > 0 && rate < Number.POSITIVE_INFINITY, 'a number above 0'),
    dailyQuota: numberThat((quota) => Number.isSafeInteger(quota) && quota >= 0, 'a whole number from 0'),
    latencyMilliseconds: numberThat(
      (latency) => latency >= 0 && latency <= MAX_LATENCY_MILLISECONDS,
      `a number from 0 to ${MAX_LATENCY_MILLISECONDS}`,
    ),
    failRate: share,
    outage: v.nullish(v.boolean()),
    error: v.nullish(injectedError),
    paused: v.nullish(v.boolean()),
    verified: v.nullish(v.array(v.string())),
    loseReplyRate: share,
    configurationSets: v.nullish(v.array(v.string())),
    fates: v.nullish(v.record(v.string(), fate)),
    eventDelaySeconds: numberThat(
      (delay) => delay >= 0 && delay <= MAX_EVENT_DELAY_SECONDS,
      `a number from 0 to ${MAX_EVENT_DELAY_SECONDS}`,
    ),
    loseEventRate: share,
    doubleEventRate: share,
    reorderEvents: v.nullish(v.boolean()),
  },
  v.pipe(
    v.unknown(),
    v.check(() => false, `one of the settings ${Object.keys(DEFAULT_SETTINGS).join(', ')}`),
  ),
);

/**
 * Applies `change` to `settings`, and gives the new ones.
 *
 * @throws Error naming every value that is wrong, as in `failRate: expected a number from 0 to 1, got 2`.
 */
export function changeSettings(settings: SesSettings, change: unknown): SesSettings {
  const result = v.safeParse(settingsChange, change);
  if (!result.success) {
    throw new Error(
      describeIssues(result.issues, 'settings')
        .map(({ text }) => text)
        .join('; '),
    );
  }
  const changed = Object.keys(result.output) as (keyof SesSettings)[];
  const values = changed.map((key) => [key, result.output[key] ?? DEFAULT_SETTINGS[key]]);
  return { ...settings, ...Object.fromEntries(values) };
}
