/** CloudFormation takes templates of 1 MB, in which no more values have room. */
const MAX_VALUES = 1_000_000;

/**
 * Whether a value holds more values than any template, each counted as often as it is named: YAML's anchors and objects that
 * hold each other may name a few without end.
 */
export function isTooLarge(value: unknown): boolean {
  const left: unknown[] = [value];
  let count = 0;
  while (left.length > 0) {
    const next = left.pop();
    count += 1;
    if (count + left.length > MAX_VALUES) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const value of Object.values(next)) left.push(value);
  }
  return false;
}
