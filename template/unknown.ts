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

  constructor(reason: string, kind: Unknown['kind'] = 'expression', identity?: string) {
    this.reason = reason;
    this.kind = kind;
    this.identity = identity;
  }

  /** The same, known to be what `identity` says. */
  as(identity: string | undefined): Unknown {
    return new Unknown(this.reason, this.kind, identity);
  }
}
