/** The eight hexadecimal digits by which the CDK tells logical ids apart. */
const HASH = /[0-9A-F]{8}$/;

/** What Amplify's `defineFunction` adds to the name that it was given. */
const OF_AMPLIFY = /lambda$/;

/**
 * The function that a developer means: by its name, or by what the name was made of, as in `welcome` for
 * `welcomelambda5C0B2F81-2cea9fab` and `Sender` for `MyStack-Sender5DA2B2F7`.
 *
 * @param names of the functions there are.
 * @throws Error in one sentence where none or several are meant.
 */
export function knownFunction(names: readonly string[], typed: string): string {
  if (names.includes(typed)) return typed;
  const [meant, ...others] = meantBy(names, typed);
  if (meant !== undefined && others.length === 0) return meant;
  const list = (meant === undefined ? names : [meant, ...others]).join(', ') || 'none';
  throw new Error(
    meant === undefined
      ? `The local stack runs no function ${typed}; those that it runs: ${list}.`
      : `Several functions may be meant by ${typed}: name one of ${list}.`,
  );
}

/** Those whose own name it is, else those whose name has it somewhere. */
function meantBy(names: readonly string[], typed: string): string[] {
  const wanted = lettersOf(typed);
  if (wanted === '') return [];
  const own = names.filter((name) => ownNames(name).includes(wanted));
  return own.length > 0 ? own : names.filter((name) => lettersOf(name).includes(wanted));
}

/** What a name may have been made of, beside its stack's name and what makes it unique. */
function ownNames(name: string): string[] {
  const parts = name.split('-').map((part) => lettersOf(part.replace(HASH, '')));
  return [lettersOf(name), ...parts, ...parts.map((part) => part.replace(OF_AMPLIFY, ''))];
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
