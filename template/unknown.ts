/**
 * What the template does not tell, with the reason, which completes "cannot be known: …". It may be that an expression
 * refers to what is not there, that it needs itself, or that nobody here can evaluate it.
 */
export class Unknown {
  readonly reason: string;
  readonly kind: 'reference' | 'circle' | 'expression';
  /**
   * What is not known, by a word without spaces or colons: two that have the same have the same value, whichever that is.
   * Without one it may be anything.
   */
  readonly identity: string | undefined;
  /** The condition that would tell, by {@link conditionKey}, where one does. */
  readonly condition: string | undefined;

  constructor(reason: string, kind: Unknown['kind'] = 'expression', identity?: string, condition?: string) {
    this.reason = reason;
    this.kind = kind;
    this.identity = identity;
    this.condition = condition;
  }

  /** The same, known to be what `identity` says. */
  as(identity: string | undefined): Unknown {
    return new Unknown(this.reason, this.kind, identity, this.condition);
  }

  /** What only the condition of that name tells, in the stack at `stack`; `what` is unknown by it, in words. */
  static byCondition(what: string, stack: string, name: string): Unknown {
    return new Unknown(
      `${what} depends on the condition ${name}`,
      'expression',
      undefined,
      conditionKey(stack, name),
    );
  }
}

/** What a condition is called among those of all stacks. */
export function conditionKey(stack: string, name: string): string {
  return `${stack} ${name}`;
}

/** The first operand that is `decisive` decides, those after it are not looked at; else each of them has to be known. */
export function decide<Operand>(
  operands: readonly Operand[],
  holds: (operand: Operand) => boolean | Unknown,
  decisive: boolean,
): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const operand of operands) {
    const result = holds(operand);
    if (result === decisive) return decisive;
    if (result instanceof Unknown) unknown ??= result;
  }
  return unknown ?? !decisive;
}

/** Whether one of several is true; not known where none is, but one may be. */
export function anyOf(results: readonly (boolean | Unknown)[]): boolean | Unknown {
  return decide(results, (result) => result, true);
}

/** Whether each of several is true; not known where none is false, but one may be. */
export function allOf(results: readonly (boolean | Unknown)[]): boolean | Unknown {
  return decide(results, (result) => result, false);
}
