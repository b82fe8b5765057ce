import mergePatch from 'json-merge-patch';
import { toMessageJson } from '../../contract/message-json.ts';
import { InvalidNotificationError, parseNotification } from '../../contract/notification.ts';
import { withoutValue } from '../../contract/schema-issue.ts';

/** A JSON merge patch on payloads (RFC 7396): keys with their new values, `null` for those to remove. */
export type PayloadPatch = Readonly<Record<string, unknown>>;

/** A patch that cannot be one, or must not. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** What a patch makes of a payload; `fault` where that would be no notification, which quotes no value of it. */
export type Patched = { readonly payload: string } | { readonly fault: string };

/** No notification is deeper, and the patch library calls itself for each level. */
const MAX_DEPTH = 100;

/** Keys with which the patch library, like any other, stops rather than touch a prototype. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/**
 * Reads a patch from the text of a file.
 *
 * @throws PatchError where it is no JSON object, or would change what makes notifications the ones they are.
 */
export function parsePatch(text: string, source: string): PayloadPatch {
  // Editors on Windows begin a file with a byte-order mark.
  const patch = jsonOf(text.replace(/^\uFEFF/, ''));
  if (patch === undefined)
    throw new PatchError(`${source} is not JSON: write a JSON merge patch (RFC 7396).`);
  if (
    patch === null ||
    typeof patch !== 'object' ||
    Array.isArray(patch) ||
    Object.keys(patch).length === 0
  ) {
    throw new PatchError(
      `${source} is no patch: expected an object with the keys to change, as in {"subject": "Hello"}.`,
    );
  }
  if (Object.hasOwn(patch, 'id')) {
    throw new PatchError(
      `${source} changes "id", which tells notifications apart and keeps them from being sent twice: leave it out.`,
    );
  }
  if (isDeeperThan(MAX_DEPTH, patch)) throw new PatchError(`${source} is nested too deeply.`);
  const forbidden = FORBIDDEN_KEYS.find((key) => holds(patch, key));
  if (forbidden !== undefined) throw new PatchError(`${source} holds the key "${forbidden}": leave it out.`);
  return patch as PayloadPatch;
}

/** Patches a payload. Keys that a notification does not name are kept. */
export function patchPayload(payload: string, patch: PayloadPatch): Patched {
  const original = jsonOf(payload);
  if (original === null || typeof original !== 'object' || Array.isArray(original)) {
    return { fault: 'the payload is no JSON object' };
  }
  try {
    const patched = mergePatch.apply(original, patch) as object;
    parseNotification(patched);
    return { payload: toMessageJson(patched) };
  } catch (error) {
    // Somebody else's payload may have too many levels to be written, or keys by which the library is led astray.
    if (!(error instanceof InvalidNotificationError)) return { fault: 'the payload cannot be patched' };
    return { fault: error.issues.map(withoutValue).join('; ') };
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}

/** Whether a key is anywhere in the patch: the library would leave out what stands beside it. */
function holds(patch: unknown, key: string): boolean {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return false;
  return Object.hasOwn(patch, key) || Object.values(patch).some((value) => holds(value, key));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
