import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../terminal/exit-code.ts';

/** Values by what they are the values of. */
export type Values = Readonly<Record<string, string>>;

/** Where Amplify projects have what is for this machine alone. */
const SECRETS_FILE = '.env.local';

/** Adds what an option says, `NAME=VALUE`, to what it said before. */
export function readValue(text: string, others: Values = {}): Values {
  const end = text.indexOf('=');
  if (end > 0) return { ...others, [text.slice(0, end)]: text.slice(end + 1) };
  throw new InvalidArgumentError('Expected NAME=VALUE.');
}

/**
 * Reads a JSON object, or the list that `aws cloudformation` takes as `--parameters`.
 *
 * @throws UsageError where the file cannot be read, or holds something else.
 */
export function readValuesFile(path: string): Values {
  try {
    const entries = entriesIn(JSON.parse(readFileSync(path, 'utf8')));
    return Object.fromEntries(entries.map(([name, value]) => [name, textOf(value)]));
  } catch (cause) {
    throw new UsageError(
      `${path} holds no parameters: write a JSON object, {"Name": "value"}, or the list of ParameterKey and ParameterValue that the AWS CLI takes.`,
      { cause },
    );
  }
}

function entriesIn(content: unknown): [unknown, unknown][] {
  if (!Array.isArray(content)) return Object.entries(Object(content));
  return content.map((each) => [textOf(Object(each).ParameterKey), Object(each).ParameterValue]);
}

/** @throws TypeError on what is no text, number or boolean. */
function textOf(value: unknown): string {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  throw new TypeError('no value of a parameter');
}

/** What is in `.env.local` in a folder, where there is one. */
export function secretsIn(directory: string): Values {
  try {
    return parseEnv(readFileSync(join(directory, SECRETS_FILE), 'utf8')) as Values;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
