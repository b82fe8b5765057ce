/** A local part in quotes may hold brackets of its own. */
const NAMED = /^\s*(.*?)\s*<((?:"(?:[^"\\]|\\.)*")?[^<>"]*)>\s*$/s;

/** The address of a mailbox, without its display name: `Ada <ada@example.com>` is that of `ada@example.com`. */
export function bareAddress(mailbox: string): string {
  return NAMED.exec(mailbox)?.[2] ?? mailbox.trim();
}

/** What of the display name of a mailbox stands in no quotes. */
export function nameBefore(mailbox: string): string {
  return (NAMED.exec(mailbox)?.[1] ?? '').replace(/"(?:[^"\\]|\\.)*"/gs, '');
}

/** The display name of a mailbox, without its quotes; `undefined` where it has none. */
export function displayName(mailbox: string): string | undefined {
  const name = NAMED.exec(mailbox)?.[1]?.replace(/^"(.*)"$/s, '$1');
  return name === '' ? undefined : name;
}
