/**
 * Writes those parts of documents that the code, or a measurement, says: props and members, fields, commands and options, exit
 * codes, reasons, states, metrics, alarms, rules, what the local stack emulates, and the README's figures. Usage: `npm run document`;
 * with `-- --check` it writes nothing, names the documents that are behind, and ends with 1 where there are any.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { OPERATIONS } from './document/alarms.ts';
import { COMMANDS } from './document/commands.ts';
import { CONSTRUCT } from './document/construct.ts';
import { DELIVERY } from './document/delivery.ts';
import { FIGURES } from './document/figures.ts';
import { LOCAL_STACK } from './document/local-stack.ts';
import { PUBLISHING } from './document/publishing.ts';
import { CHECKER } from './document/rules.ts';

/** What is made of each document, by the name in the comments around it. */
const DOCUMENTS = {
  'README.md': FIGURES,
  'docs/command.md': COMMANDS,
  'docs/construct.md': CONSTRUCT,
  'docs/delivery.md': DELIVERY,
  'docs/local-stack.md': LOCAL_STACK,
  'docs/operations.md': OPERATIONS,
  'docs/publishing.md': PUBLISHING,
  'docs/testing.md': CHECKER,
};

const isCheck = process.argv.includes('--check');
for (const [file, parts] of Object.entries(DOCUMENTS)) {
  const text = readFileSync(file, 'utf8');
  const documented = Object.entries(parts).reduce((whole, part) => withPart(file, whole, part), text);
  if (documented === text) continue;
  if (!isCheck) writeFileSync(file, documented);
  else {
    process.stderr.write(`${file} says something else than the code. Run npm run document.\n`);
    process.exitCode = 1;
  }
}

function withPart(file: string, text: string, [name, made]: [string, () => string]): string {
  const place = new RegExp(`(<!-- ${name}: .*? -->\n\n).*?(\n*<!-- /${name} -->)`, 's');
  if (!place.test(text)) throw new Error(`${file} has no place for ${name}.`);
  return text.replace(place, (_, start: string) => `${start}${made()}\n\n<!-- /${name} -->`);
}
