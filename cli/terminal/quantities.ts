const NUMBER = new Intl.NumberFormat('en');

/** A whole number for people: `4,000`. */
export function formatCount(count: number): string {
  return NUMBER.format(count);
}
