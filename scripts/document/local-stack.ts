import { RESOURCE_TYPES, SERVICES } from '../../local/registry.ts';
import { membersOf } from './docstrings.ts';
import { table } from './table.ts';

/** The port that the documentation takes as its example. */
const FIRST_PORT = 9000;

/** What `docs/local-stack.md` tells of the local stack, by the name in the comments around it. */
export const LOCAL_STACK: Readonly<Record<string, () => string>> = {
  ports,
  emulated,
  passive,
  'ses-settings': () => withDefaults('setting', 'local/services/ses/settings.ts', 'SesSettings'),
  options: () => withDefaults('option', 'local/local-stack.ts', 'LocalStackOptions'),
  stack: () => members('local/local-stack.ts', 'LocalStack'),
  ses: () => members('local/services/ses/start-ses.ts', 'LocalSes'),
};

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
  return folded(
    `The local stack creates nothing for ${types.join(', ')}: other resources read them, or they have no effect here.`,
  );
}

function withDefaults(heading: string, file: string, declaration: string): string {
  const rows = membersOf(file, declaration).map(({ name, text, byDefault = 'required' }) => [
    `\`${name}\``,
    text,
    byDefault,
  ]);
  return table([heading, 'meaning', 'default'], rows);
}

function members(file: string, declaration: string): string {
  const rows = membersOf(file, declaration).map(({ name, text }) => [`\`${name}\``, text]);
  return table(['member', 'what it is'], rows);
}

/** In lines of the length of the text around. */
function folded(text: string): string {
  return text.replaceAll(/(.{1,124})(?: |$)/g, '$1\n').trimEnd();
}
