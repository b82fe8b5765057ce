/** The one of `names` that is most like `typed`; `undefined` where there is none. */
export function nearestOf(typed: string, names: readonly string[]): string | undefined {
  return names.toSorted((one, other) => editsBetween(typed, one) - editsBetween(typed, other))[0];
}

/** A name with so many letters wrong, for each letter, is no slip any more. */
const MAX_WRONG = 0.34;

/** The one of `names` that was meant by `typed`, which is none of them; `undefined` where it may well be another. */
export function meantBy(typed: string, names: readonly string[]): string | undefined {
  const nearest = nearestOf(
    typed.toLowerCase(),
    names.map((name) => name.toLowerCase()),
  );
  const meant = names.find((name) => name.toLowerCase() === nearest);
  if (meant === undefined || names.includes(typed)) return undefined;
  return editsBetween(typed.toLowerCase(), meant.toLowerCase()) <= MAX_WRONG * typed.length
    ? meant
    : undefined;
}

/** How many letters to leave out, put in or change. */
function editsBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  // A name is short, and what is longer than any is as far from all.
  for (const letter of one.slice(0, 100)) {
    const row = [(previous[0] as number) + 1];
    for (const [index, its] of [...other].entries()) {
      const changed = (previous[index] as number) + (letter === its ? 0 : 1);
      row.push(Math.min(changed, (row[index] as number) + 1, (previous[index + 1] as number) + 1));
    }
    previous = row;
  }
  return previous.at(-1) as number;
}
