/** Whether a value says no more than a missing one: `null`, an empty text or an empty list. */
export function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
