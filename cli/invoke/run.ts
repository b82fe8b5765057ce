import { text } from 'node:stream/consumers';
import { knownFunction } from '../../contract/known-function.ts';
import { runningOrThrow } from '../../ops/running-stack.ts';
import { EXIT, UsageError } from '../terminal/exit-code.ts';
import { tell } from '../terminal/tell.ts';

/** Runs one function of the local stack with `event`, prints what it returned, and gives the exit code. */
export async function runInvoke(typed: string, event: string): Promise<number> {
  const { endpoints, functions } = runningOrThrow(process.cwd());
  const name = nameOf(functions, typed);
  const payload = jsonOf(event === '-' ? await text(process.stdin) : event);
  if (name !== typed) tell(name);
  const url = `${endpoints.lambda}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const response = await fetch(url, { method: 'POST', body: payload });
  const answer = await response.text();
  if (response.headers.has('x-amz-function-error')) {
    const { errorType, errorMessage } = JSON.parse(answer) as Record<string, string>;
    throw new Error(`${name} failed: ${errorType}: ${errorMessage}`);
  }
  if (!response.ok) throw new Error(`${name} was not run: ${JSON.parse(answer).Message}`);
  process.stdout.write(`${answer}\n`);
  return EXIT.done;
}

function nameOf(functions: readonly string[], typed: string): string {
  try {
    return knownFunction(functions, typed);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The event as it was given: an SDK sends its numbers and spaces as they are, too. */
function jsonOf(event: string): string {
  try {
    JSON.parse(event);
    return event;
  } catch (error) {
    throw new UsageError(`The event is not JSON: ${(error as Error).message}.`);
  }
}
