import mergePatch from 'json-merge-patch';
import { toMessageJson } from '../../contract/message-json.ts';
import { type InvalidNotificationError, parseNotification } from '../../contract/notification.ts';

/** A JSON merge patch on payloads (RFC 7396): keys with their new values, `null` for those to remove. */
export type PayloadPatch = Readonly<Record<string, unknown>>;

/** A patch that cannot be one, or must not. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** What a patch makes of a payload; `fault` where that would be no notification, which quotes no value of it. */
export type Patched = { readonly payload: string } | { readonly fault: string };

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
  const forbidden = FORBIDDEN_KEYS.find((key) => Object.hasOwn(patch, key));
  if (forbidden !== undefined) throw new PatchError(`${source} holds the key "${forbidden}": leave it out.`);
  return patch as PayloadPatch;
}

/** Patches a payload. Keys that a notification does not name are kept. */
export function patchPayload(payload: string, patch: PayloadPatch): Patched {
  const original = jsonOf(payload);
  if (original === null || typeof original !== 'object' || Array.isArray(original)) {
    return { fault: 'the payload is no JSON object' };
  }
  const patched = mergePatch.apply(original, patch) as object;
  try {
    parseNotification(patched);
    return { payload: toMessageJson(patched) };
  } catch (error) {
    const { issues } = error as InvalidNotificationError;
    return { fault: issues.map(({ field, expected }) => `${field}: expected ${expected}`).join('; ') };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
