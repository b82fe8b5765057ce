import { readFileSync, writeFileSync } from 'node:fs';
import { RESOURCE_TYPES, SERVICES } from '../local/registry.ts';

const FILE = 'docs/local-stack.md';

/** The port that the documentation takes as its example. */
const FIRST_PORT = 9000;

/** What of the document is made from the registry of the local stack, by the name in the comments around it. */
const MADE: Readonly<Record<string, () => string>> = { ports, emulated, passive };

/** A document with what is made from the registry as the registry has it now. */
export function documented(text: string): string {
  return Object.entries(MADE).reduce((whole, [name, made]) => {
    const place = new RegExp(`(<!-- ${name}: .*? -->\n\n).*?(\n\n<!-- /${name} -->)`, 's');
    if (!place.test(whole)) throw new Error(`${FILE} has no place for ${name}.`);
    return whole.replace(place, (_, start: string, end: string) => `${start}${made()}${end}`);
  }, text);
}

function ports(): string {
  const rows = Object.values(SERVICES).map(({ name }, place) => [
    place === 0 ? '`--port`, 8025 unless given' : 'the next',
    name,
    String(FIRST_PORT + place),
  ]);
  return table(['port', 'service', `with \`--port ${FIRST_PORT}\``], rows);
}

function emulated(): string {
  const types = RESOURCE_TYPES.flatMap(({ type, emulation }) =>
    emulation ? [[`\`${type}\``, emulation.by, emulation.howFar]] : [],
  );
  return table(['resource', 'by', 'how far'], [...types, ['SES', 'Mailroom, aws-ses-v2-local', 'as below']]);
}

function passive(): string {
  const types = RESOURCE_TYPES.filter(({ isPassive }) => isPassive).map(({ type }) => `\`${type}\``);
  return folded(`Nothing is made of ${types.join(', ')}: others read them, or nobody would see them.`);
}

/** In lines of the length of the text around. */
function folded(text: string): string {
  return text.replaceAll(/(.{1,124})(?: |$)/g, '$1\n').trimEnd();
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler: string) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`;
  return [
    line(header, ' '),
    line(
      header.map(() => '-'),
      '-',
    ),
    ...rows.map((row) => line(row, ' ')),
  ].join('\n');
}

if (import.meta.main) writeFileSync(FILE, documented(readFileSync(FILE, 'utf8')));
