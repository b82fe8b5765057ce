import { RESOURCE_TYPES, SERVICES } from '../../local/registry.ts';
import { table } from './table.ts';

/** The port that the documentation takes as its example. */
const FIRST_PORT = 9000;

/** What `docs/local-stack.md` tells of the registry of the local stack, by the name in the comments around it. */
export const LOCAL_STACK: Readonly<Record<string, () => string>> = { ports, emulated, passive };

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
