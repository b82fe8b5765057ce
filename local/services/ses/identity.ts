/** Whether an identity, an address or a domain with its subdomains, is that of an address. */
export function covers(identity: string, address: string): boolean {
  if (identity.includes('@')) return identity === address;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domain === identity.toLowerCase() || domain.endsWith(`.${identity.toLowerCase()}`);
}
