/**
 * What the template does not tell, with the reason, which completes "cannot be known: …". It may be that an expression
 * refers to what is not there, that it needs itself, or that nobody here can evaluate it.
 */
export class Unknown {
  readonly reason: string;
  readonly kind: 'reference' | 'circle' | 'expression';

  constructor(reason: string, kind: Unknown['kind'] = 'expression') {
    this.reason = reason;
    this.kind = kind;
  }
}
