/** A value of an attribute or in a body, by which SNS filters. */
export type FilteredValue = string | number | boolean | null;

export function isFilteredValue(value: unknown): value is FilteredValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
