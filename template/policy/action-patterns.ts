const SPECIAL = /[.+^${}()|[\]\\]/g;
const patterns = new Map<string, RegExp>();

/** Whether an action is among those that a statement names: `*` and `?` stand for anything, case does not matter. */
export function matchesAction(pattern: string, action: string): boolean {
  let expression = patterns.get(pattern);
  if (!expression) {
    const source = pattern.replace(SPECIAL, '\\$&').replace(/\*+/g, '.*').replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, 'is');
    patterns.set(pattern, expression);
  }
  return expression.test(action);
}

/** Whether any of `actions` is among those that `pattern` names. */
export function matchesAny(pattern: string, actions: readonly string[]): boolean {
  return actions.some((action) => matchesAction(pattern, action));
}

/** Whether an action is named by a pattern, which allows more than was thought of. */
export function isWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}
