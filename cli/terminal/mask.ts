/** Whatever looks like an address: its first character, the rest before the `@`, and its domain. */
const ADDRESS = /([^\s"'<>()[\],;:\\@])([^\s"'<>()[\],;:\\@]*)@(?=[^\s"'<>()[\],;:\\@]+)/gu;

/** A text whose addresses tell no person any more: `a***@example.com`. The domains stay, since filters go by them. */
export function maskAddresses(text: string): string {
  return text.replace(ADDRESS, '$1***@');
}
