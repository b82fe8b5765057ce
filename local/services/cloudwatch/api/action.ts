import type { CloudWatch } from '../cloudwatch.ts';
import type { ParseExpression } from '../math-expression.ts';

/** What an action works with. */
export interface ActionTools {
  /** The parser of expressions, which is loaded when one is asked for first. */
  parser(): Promise<ParseExpression>;
}

/** One action of the API: takes the request's body, gives the answer's. Times in both are in seconds since the epoch. */
export type Action = (
  request: Readonly<Record<string, unknown>>,
  cloudWatch: CloudWatch,
  tools: ActionTools,
) => Promise<object>;
