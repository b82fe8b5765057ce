import { hasNamelessPart, hasPseudoParameter, isLiteral, piecesOf, UNKNOWN_PART } from '../template/text.ts';

/** Longer texts name nothing. */
const MAX_LENGTH = 1_000;

/** Whether two texts are, or may become at a deployment, the same. */
export type Sameness = boolean | 'maybe';

/** Whether two texts are the same, in which a part may be up to the deployment. */
export function sameText(left: string, right: string): Sameness {
  return isCertain(left) && isCertain(right) ? left === right : matchesText(left, right, false);
}

/** Whether a pattern of a policy, in which `*` and `?` stand for anything, takes a text. */
export function matchesText(pattern: string, text: string, hasWildcards = true): Sameness {
  if (pattern === text && !hasNamelessPart(text)) return true;
  if (pattern.length > MAX_LENGTH || text.length > MAX_LENGTH) return 'maybe';
  const wanted = piecesOf(pattern).map((piece) => (hasWildcards ? (WILDCARDS.get(piece) ?? piece) : piece));
  const given = piecesOf(text);
  if (
    haveCommon(
      wanted,
      given.map((piece) => (piece === UNKNOWN_PART ? ANY : piece)),
    )
  )
    return true;
  const open = (pieces: readonly Piece[]) =>
    pieces.map((piece) => (typeof piece === 'string' && piece.length > 1 ? MANY : piece));
  if (![...wanted, ...given].some((piece) => typeof piece === 'string' && piece.length > 1)) return false;
  return haveCommon(open(wanted), open(given)) && 'maybe';
}

/** Whether no part of a text is up to the deployment. */
function isCertain(text: string): boolean {
  return isLiteral(text) && !hasPseudoParameter(text);
}

const MANY = Symbol('any number of characters');
const ONE = Symbol('one character');
/** What nobody knows, which only what stands for anything takes for certain. */
const ANY = Symbol('anything');
type Piece = string | typeof MANY | typeof ONE | typeof ANY;
const WILDCARDS = new Map<string, Piece>([
  ['*', MANY],
  ['?', ONE],
]);

/** Whether there is a text that both stand for; each row says which ends of `right` the pieces of `left` so far reach. */
function haveCommon(left: readonly Piece[], right: readonly Piece[]): boolean {
  let row = [true];
  for (const piece of right) row.push(row.at(-1) === true && piece === MANY);
  for (const one of left) {
    const next = [row[0] === true && one === MANY];
    right.forEach((other, index) => {
      const isCommon = one === other || (one === ONE && other !== ANY);
      next.push(
        one === MANY || other === MANY
          ? (one === MANY && (row[index + 1] === true || next[index] === true)) ||
              (other === MANY && (next[index] === true || row[index + 1] === true))
          : isCommon && row[index] === true,
      );
    });
    row = next;
  }
  return row.at(-1) === true;
}
