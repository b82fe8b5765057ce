import { plainJson } from '../../words/plain.ts';

/** Prints the one document of a command with `--json`. */
export function printJson(document: object): void {
  process.stdout.write(`${plainJson(JSON.stringify(document, undefined, 2))}\n`);
}
