import { functionNameOf } from '../../deploy/function-name.ts';
import type { RunningService, ServiceOptions } from '../service.ts';
import { removeAbandonedCode } from './function-code.ts';
import { type FindInvocable, serveInvokeApi } from './invoke-api.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Lambda's part of a stack. */
export interface Lambda extends RunningService {
  /** The functions that run, by name. */
  readonly functions: Map<string, LambdaFunction>;
  /** The function of that name or ARN. */
  find(nameOrArn: string): LambdaFunction | undefined;
}

/** Starts Lambda on loopback, with no functions yet. */
export async function startLambda({ port, gate }: Pick<ServiceOptions, 'port' | 'gate'>): Promise<Lambda> {
  removeAbandonedCode();
  const functions = new Map<string, LambdaFunction>();
  const find = (nameOrArn: string) => functions.get(functionNameOf(nameOrArn));
  const findInvocable: FindInvocable = (nameOrArn) => {
    const found = find(nameOrArn);
    return found && ((payload, logged) => found.invoke(payload, [], logged));
  };
  const { url, stop } = await serveInvokeApi(port, findInvocable, gate);
  return { url, functions, find, stop };
}
