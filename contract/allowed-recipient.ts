import * as v from 'valibot';
import { parseEmailAddress } from './email-address.ts';

/** Who may get emails: one address, or everybody of a domain. */
export interface AllowedRecipient {
  /** In lower case; `undefined` for everybody of the domain. */
  readonly localPart: string | undefined;
  /** In lower case, and in ASCII. */
  readonly domain: string;
}

/** Takes `ada@example.org` or `@example.com` apart; `undefined` where `text` is neither. */
export function parseAllowedRecipient(text: string): AllowedRecipient | undefined {
  const isDomain = text.startsWith('@');
  const parsed = parseEmailAddress(isDomain ? `anybody${text}` : text);
  if (parsed === undefined || parsed.displayName !== undefined) return undefined;
  const { localPart, domain } = partsOf(parsed.address);
  return { localPart: isDomain ? undefined : localPart, domain };
}

/**
 * Whether a bare address is one of those that may get emails. Case does not count, as hardly any mail server lets it
 * count. A label does not either: who is allowed as `ada@example.org` is so as `ada+test@example.org`. A subdomain is
 * another domain.
 */
export function isAllowed(address: string, allowed: readonly AllowedRecipient[]): boolean {
  const { localPart, domain } = partsOf(address);
  return allowed.some(
    (each) =>
      each.domain === domain &&
      (each.localPart === undefined ||
        each.localPart === localPart ||
        localPart.startsWith(`${each.localPart}+`)),
  );
}

function partsOf(address: string) {
  const at = address.lastIndexOf('@');
  return {
    localPart: address.slice(0, at).toLowerCase(),
    domain: address.slice(at + 1).toLowerCase(),
  };
}

/** A JSON array of them, as an environment variable has it. */
export const allowedRecipients = v.pipe(
  v.string(),
  v.rawTransform<string, readonly AllowedRecipient[]>(({ dataset, addIssue, NEVER }) => {
    const read = listIn(dataset.value)?.map((each) =>
      typeof each === 'string' ? parseAllowedRecipient(each) : undefined,
    );
    if (read?.every((each) => each !== undefined)) return read;
    addIssue({ message: 'a JSON array of addresses and @domains' });
    return NEVER;
  }),
);

function listIn(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
