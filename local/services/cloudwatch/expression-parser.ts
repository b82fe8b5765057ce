import { importOptional } from '../../hosting/optional-import.ts';
import type { ParseExpression, SyntaxNode } from './math-expression.ts';

/**
 * Loads the parser of expressions.
 *
 * @throws Error naming what to install, where the package `jsep` is missing.
 */
export async function loadParser(): Promise<ParseExpression> {
  const { default: jsep } = await importOptional('jsep', () => import('jsep'));
  return (text) => jsep(text) as unknown as SyntaxNode;
}
