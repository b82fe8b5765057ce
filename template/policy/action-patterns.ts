/** Whether an action is among those that a statement names: `*` and `?` stand for anything, case does not matter. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesGlob(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * Whether `*` and `?` can be filled in so that the text comes out. A star that was passed is only gone back to while no later
 * one has matched, so that no pattern takes more than the product of both lengths.
 */
function matchesGlob(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let afterStar = 0;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      afterStar = inText;
      inPattern += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[inText])) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      afterStar += 1;
      inText = afterStar;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** Whether any of `actions` is among those that `pattern` names. */
export function matchesAny(pattern: string, actions: readonly string[]): boolean {
  return actions.some((action) => matchesAction(pattern, action));
}

/** Whether an action is named by a pattern, which allows more than was thought of. */
export function isWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}
