import type { Template } from '../specification/template.ts';

/** What kind of fault is put in. */
export type Operator =
  | 'delete'
  | 'flip'
  | 'number'
  | 'text'
  | 'mix up'
  | 'rewire'
  | 'widen'
  | 'narrow'
  | 'add';

/** One fault put into one place. */
export interface Edit {
  readonly operator: Operator;
  /** What is wrong then, in words that stay as they are while other things change. */
  readonly what: string;
  readonly template: Template;
}
