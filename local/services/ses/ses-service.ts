import { setTimeout as delay } from 'node:timers/promises';
import { RequestCounts } from '../../hosting/request-counts.ts';
import type { RequestsByAction } from '../../hosting/thread-contract.ts';
import { messageOf } from '../../hosting/thrown.ts';
import type { Gate } from '../../iam/gate.ts';
import { refusalMessage } from '../../iam/refusal.ts';
import type { Answer } from './answer.ts';
import { apiV2 } from './api-v2.ts';
import type { ConfigurationSet, ConfigurationSets } from './configuration-sets.ts';
import { countRecipients, type InboxEmail, recipientsOf } from './email.ts';
import type { Emulator } from './emulator.ts';
import { emulatorError } from './emulator-error.ts';
import type { Feedback } from './feedback.ts';
import type { Inbox } from './inbox.ts';
import { isSimulated } from './mailbox-simulator.ts';
import type { RawDetails } from './raw-details.ts';
import { requireVerified } from './sandbox.ts';
import type { Sending } from './sending.ts';
import type { SendingLimits } from './sending-limits.ts';
import { callAccess, sendAccesses } from './ses-accesses.ts';
import type { SesApi, SesCall, SesRequest } from './ses-call.ts';
import { type Outcome, SesError } from './ses-error.ts';
import { changeSettings, type SesSettings } from './settings.ts';
import { signedRegion } from './signed-region.ts';
import type { SuppressionList } from './suppression-list.ts';

/** How many calls of SES ended how. */
export interface SesCounts {
  /** Sends that were accepted. */
  readonly accepted: number;
  /** Sends over the send rate or the daily quota. */
  readonly throttled: number;
  /** Calls answered with an injected fault. */
  readonly failed: number;
  /** Calls that SES does not know or would refuse. */
  readonly refused: number;
}

interface Parts {
  readonly inbox: Inbox;
  readonly emulator: Pick<Emulator, 'call'>;
  readonly limits: SendingLimits;
  readonly gate: Gate;
  readonly sets: Pick<ConfigurationSets, 'use'>;
  readonly feedback: Pick<Feedback, 'accepted'>;
  readonly list: SuppressionList;
  /** A number from 0 to below 1, drawn for each send, and for each that is accepted while replies are lost. */
  readonly random: () => number;
}

/** An answer that has emails in it. */
interface Composed {
  readonly answer: Answer;
  readonly emails: readonly InboxEmail[];
}

type ComposedSend = Extract<SesCall, { kind: 'composed send' }>;

/** SES itself: limits, faults, and the inbox that emails end in. */
export class SesService {
  readonly #parts: Parts;
  readonly #requests = new RequestCounts();
  readonly #counts: Record<'accepted' | Outcome, number> = {
    accepted: 0,
    throttled: 0,
    failed: 0,
    refused: 0,
  };
  #settings: SesSettings;

  constructor(settings: SesSettings, parts: Parts) {
    this.#settings = settings;
    this.#parts = parts;
  }

  get settings(): SesSettings {
    return this.#settings;
  }

  get counts(): SesCounts {
    return { ...this.#counts };
  }

  /** Calls since the start, by action. */
  get requests(): RequestsByAction {
    return this.#requests.byAction;
  }

  /** @throws Error naming every value of `change` that is wrong; then nothing changes. */
  configure(change: unknown): void {
    this.#settings = changeSettings(this.#settings, change);
    this.#parts.limits.change(this.#settings);
  }

  /** Does what a request asks for, and words the answer. */
  async answer(api: SesApi, readRequest: () => Promise<SesRequest>): Promise<Answer> {
    const { latencyMilliseconds } = this.#settings;
    const answer = await this.#perform(api, readRequest).catch((error: unknown) => this.#fail(api, error));
    if (latencyMilliseconds > 0) await delay(latencyMilliseconds);
    return answer;
  }

  async #perform(api: SesApi, readRequest: () => Promise<SesRequest>): Promise<Answer> {
    const request = await readRequest();
    this.#requests.add(api.actionOf(request));
    if (this.#settings.outage) throw SesError.of('outage');
    if (!String(request.headers.authorization ?? '').startsWith('AWS')) throw SesError.of('unsigned');
    const call = api.parse(request);
    this.#authorize(request, call, api);
    switch (call.kind) {
      case 'quota':
        return api.quota({
          ...this.#parts.limits.tellQuota(),
          isSandbox: this.#settings.verified !== undefined,
        });
      case 'suppression list':
        return call.perform(this.#parts.list, this.#settings.verified !== undefined);
      case 'other':
        return (await this.#compose(request, call, api)).answer;
      case 'send': {
        const { from, destination } = call.email;
        const addresses = [from, ...recipientsOf(destination)];
        const set = this.#admit(request, call.sending, addresses, countRecipients(destination));
        const email = this.#parts.inbox.accept(call.email);
        return this.#accepted({ answer: api.sent(email.messageId), emails: [email] }, request, call, set);
      }
      case 'composed send': {
        const set = this.#admit(request, call.sending, call.addresses, call.recipients);
        return this.#accepted(await this.#compose(request, call, api), request, call, set);
      }
      default:
        return call satisfies never;
    }
  }

  /** @throws SesError in SES's words where the caller may not do what it asks for. */
  #authorize(request: SesRequest, call: SesCall, api: SesApi): void {
    const { gate } = this.#parts;
    const caller = gate.callerOf(String(request.headers.authorization));
    const { permissions } = gate;
    if (!caller || !permissions) return;
    if ('sending' in call) {
      // Which need not be the region of the stack.
      const region = signedRegion(request.headers);
      const accesses = sendAccesses(call.sending, this.#settings.verified, { ...permissions, region });
      const refusal = gate.refusalOf(caller, accesses);
      if (!refusal) return;
      const { callerArn, action, resource } = refusal;
      throw SesError.accessDenied(
        `User \`${callerArn}' is not authorized to perform \`${action}' on resource \`${resource}'`,
      );
    }
    const action = call.kind === 'other' ? call.action : api.actionOf(request);
    const refusal = gate.refusalOf(caller, [callAccess(action)]);
    if (refusal) throw SesError.accessDenied(refusalMessage(refusal));
  }

  /** @returns the configuration set that it is sent with. */
  #admit(
    { headers }: SesRequest,
    sending: Sending,
    addresses: readonly string[],
    recipients: number,
  ): ConfigurationSet | undefined {
    const { error, failRate, paused, verified, configurationSets } = this.#settings;
    if (error) throw SesError.injected(error);
    if (paused) throw SesError.of('paused');
    if (this.#parts.random() < failRate) throw SesError.of('internalFailure');
    const name = sending.configurationSet;
    const set = name === undefined ? undefined : this.#parts.sets.use(name, configurationSets);
    if (verified) requireVerified(addresses, verified, signedRegion(headers));
    this.#parts.limits.admit(recipients, sending.recipients.filter(isSimulated).length);
    return set;
  }

  #accepted(
    { answer, emails }: Composed,
    { headers }: SesRequest,
    { sending }: { readonly sending: Sending },
    set: ConfigurationSet | undefined,
  ): Answer {
    this.#counts.accepted += 1;
    const role = this.#parts.gate.callerOf(String(headers.authorization));
    for (const email of emails) {
      const envelope = emails.length === 1 ? sending.recipients : [];
      const recipients = envelope.length > 0 ? envelope : recipientsOf(email.destination);
      const caller = role?.roleArn.split('/').at(-1) ?? 'root';
      this.#parts.feedback.accepted({ email, sending, recipients, caller, set }, this.#settings);
    }
    const { loseReplyRate } = this.#settings;
    return loseReplyRate > 0 && this.#parts.random() < loseReplyRate ? { ...answer, isLost: true } : answer;
  }

  async #compose(
    request: SesRequest,
    { translation, details }: Pick<ComposedSend, 'translation' | 'details'>,
    api: SesApi,
  ): Promise<Composed> {
    if (!translation) return this.#relay(request, api, details);
    const { method = request.method, path, body, answer, refusal } = translation;
    const translated = { ...request, method, url: path, body: Buffer.from(JSON.stringify(body)) };
    try {
      const composed = await this.#relay(translated, apiV2, details);
      return { ...composed, answer: answer(composed.answer.body) };
    } catch (error) {
      const refused = error instanceof SesError ? refusal(error) : error;
      if (!isAnswer(refused)) throw refused;
      return { answer: refused, emails: [] };
    }
  }

  /** The emulator reads the body by its type, and has to read what was read here. */
  async #relay(request: SesRequest, { contentType: type }: SesApi, details?: RawDetails): Promise<Composed> {
    const headers = { ...request.headers, 'content-type': type };
    const answer = await this.#parts.emulator.call({ ...request, headers });
    if (answer.status >= 400) throw emulatorError(answer);
    const { status, contentType } = answer;
    const { answer: body, emails } = this.#parts.inbox.adopt(answer.body, details);
    return { answer: { status, headers: { 'content-type': contentType }, body }, emails };
  }

  #fail(api: SesApi, error: unknown): Answer {
    const failure = error instanceof SesError ? error : unexpected(error);
    this.#counts[failure.outcome] += 1;
    return api.error(failure);
  }
}

function isAnswer(refused: unknown): refused is Answer {
  return !(refused instanceof Error);
}

/** What went wrong here, such as a full disk, is told to the caller, since a local SES has no one else to tell. */
function unexpected(error: unknown): SesError {
  const message = messageOf(error);
  return SesError.injected({ code: 'InternalFailure', message, status: 500 });
}
