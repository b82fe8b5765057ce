import type { Finding, Severity } from '../../checker/index.ts';
import { plain } from '../../words/plain.ts';
import type { Outcome } from './outcome.ts';
import { Places } from './places.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Commands by which a workflow of GitHub annotates the lines of a pull request.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGithub({ report: { findings, excepted }, known, checked }: Outcome): string {
  const places = new Places(checked);
  const lines = [
    ...findings.map((finding) =>
      command(COMMANDS[finding.severity], finding.rule, finding, [
        finding.message,
        `→ ${finding.remedy}`,
        finding.source,
      ]),
    ),
    ...excepted.map(({ finding, reason }) =>
      command('notice', `accepted ${finding.rule}`, finding, [reason, finding.message]),
    ),
    ...known.map((finding) => command('notice', `known ${finding.rule}`, finding, [finding.message])),
  ];
  return lines.map((line) => `${line}\n`).join('');

  function command(name: string, title: string, finding: Finding, message: readonly string[]): string {
    const [{ file, line, column }] = places.of(finding);
    const properties = Object.entries({ file, line, col: column, title: `${title} at ${finding.path}` })
      .filter(([, value]) => value !== undefined)
      .map(
        ([key, value]) =>
          `${key}=${escaped(plain(String(value)))
            .replaceAll(':', '%3A')
            .replaceAll(',', '%2C')}`,
      );
    return `::${name} ${properties.join(',')}::${escaped(message.filter(Boolean).map(plain).join('\n'))}`;
  }
}

/** What would end a command, or stand for something else in it. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
