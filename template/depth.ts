/**
 * How many expressions may stand in each other, those included that are reached by a name, in whichever stack: a template may
 * have a few levels behind each of many names, and what calls itself for each of them ends with the stack of the process.
 */
const MAX_LEVELS = 400;

let levels = 0;

/** Evaluates one level further in, or gives up where that are too many. */
export function oneLevelIn<Result>(evaluate: () => Result, giveUp: () => Result): Result {
  if (levels >= MAX_LEVELS) return giveUp();
  levels += 1;
  try {
    return evaluate();
  } finally {
    levels -= 1;
  }
}
