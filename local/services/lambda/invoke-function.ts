import type { LambdaFunction } from './lambda-function.ts';

/**
 * Invokes a function and gives what it returned.
 *
 * @throws Error with the function's own error.
 */
export async function invokeFunction(target: LambdaFunction, name: string, event: unknown): Promise<unknown> {
  const result = await target.invoke(JSON.stringify(event ?? null));
  if (result.kind === 'result') return JSON.parse(result.payload);
  if (result.kind === 'throttled')
    throw new Error(`${name} runs as often at once as its reserved concurrency allows.`);
  throw Object.assign(new Error(result.error.errorMessage), { name: result.error.errorType });
}
