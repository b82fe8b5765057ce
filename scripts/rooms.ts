import { readFileSync } from 'node:fs';

/** Where the table of the rooms is, and their picture, which follows from it. */
export const DOCUMENT = 'docs/architecture.md';

/** An import of one file or package by a file; paths are from the project's root. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Words of the table for several packages. Others go by their names, and Node's own modules are everybody's. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  'AWS SDK': /^@aws-sdk\//,
  Amplify: /^@aws-amplify\//,
  hono: /^hono(\/|$)/,
  CDK: /^(aws-cdk-lib|constructs)$/,
  Powertools: /^@aws-lambda-powertools\//,
  middy: /^@middy\//,
  // By the name that users import it by, or as it is built.
  'the package itself': /^(amplify-mailroom|dist)(\/|$)/,
};

const ROW = /^\| `([\w/-]+)\/` +\|.*\| (.+?) +\|$/gm;
const PICTURE = /(```mermaid\nflowchart BT\n)[^`]*/;

/** What each room may import, as the document's table has it. */
export const ROOMS: ReadonlyMap<string, readonly string[]> = new Map(
  Array.from(readFileSync(DOCUMENT, 'utf8').matchAll(ROW), ([, room = '', imports = '']) => [
    room,
    imports === 'nothing' ? [] : imports.split(', '),
  ]),
);

const INSIDE_OUT = [...ROOMS.keys()].toSorted((one, other) => other.length - one.length);

/** The room that a file is in, the innermost; or what the table calls a package. Either as it is where the table has none. */
export function roomOf(path: string): string {
  const [, name = path] = /node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  const room = INSIDE_OUT.find((each) => name.startsWith(`${each}/`));
  return room ?? Object.keys(PACKAGES).find((words) => PACKAGES[words]?.test(name)) ?? name;
}

/** Whether the table lets the one import the other. */
export function mayImport({ from, to }: Import): boolean {
  const room = roomOf(from);
  return room === roomOf(to) || ROOMS.get(room)?.includes(roomOf(to)) === true;
}

/** The arrows of the table that no import follows. */
export function unused(imports: readonly Import[]): string[] {
  const followed = new Set(imports.map(({ from, to }) => `${roomOf(from)} → ${roomOf(to)}`));
  return [...ROOMS]
    .flatMap(([room, others]) => others.map((other) => `${room} → ${other}`))
    .filter((arrow) => !followed.has(arrow));
}

/** The text with a picture of all arrows between outermost rooms. */
export function pictured(text: string): string {
  const outermost = (room: string) => room.replace(/\/.*/, '');
  const arrows = [...ROOMS].flatMap(([room, others]) =>
    others
      .filter((other) => ROOMS.has(other) && outermost(other) !== outermost(room))
      .map((other) => `  ${outermost(room)} --> ${outermost(other)}\n`),
  );
  return text.replace(PICTURE, (_, begin) => begin + [...new Set(arrows)].join(''));
}
