/** What the template does not tell, with the reason, which completes "cannot be known: …". */
export class Unknown {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
