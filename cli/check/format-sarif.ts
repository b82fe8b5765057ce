import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import sarif from 'node-sarif-builder';
import { DESCRIBED_RULES, type DescribedRule } from '../../checker/described-rules.ts';
import type { ExceptedFinding, Finding, Severity } from '../../checker/index.ts';
import { packageVersion } from '../../contract/package-version.ts';
import { plain, plainJson } from '../../words/plain.ts';
import type { Outcome } from './outcome.ts';
import { type Place, Places } from './places.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

/**
 * The log of a static analysis, of version 2.1.0, which code scanning services read.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif({ report, checked }: Outcome): string {
  const places = new Places(checked);
  const run = new sarif.SarifRunBuilder().initSimple({
    toolDriverName: 'amplify-mailroom',
    toolDriverVersion: packageVersion(),
  });
  for (const rule of DESCRIBED_RULES) run.addRule(ruleOf(rule));
  for (const finding of report.findings) run.addResult(resultOf(finding, places));
  for (const excepted of report.excepted) run.addResult(resultOf(excepted.finding, places, excepted));
  const log = new sarif.SarifBuilder({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json' });
  log.addRun(run);
  return `${plainJson(log.buildSarifJsonString({ indent: true }))}\n`;
}

function ruleOf({ id, asks, inFull, source }: DescribedRule) {
  const text = `It asks that ${inFull}.`;
  return new sarif.SarifRuleBuilder({
    id,
    shortDescription: { text: `${asks.charAt(0).toUpperCase()}${asks.slice(1)}.` },
    help: source
      ? { text: `${text} AWS: ${source}`, markdown: `${text} [AWS says why](${source}).` }
      : { text, markdown: text },
    ...(source && { helpUri: source }),
  });
}

function resultOf(finding: Finding, places: Places, excepted?: ExceptedFinding) {
  const { rule, severity, path, message, remedy } = finding;
  const [first, ...others] = places.of(finding);
  const logicalLocations = [{ fullyQualifiedName: plain(path), kind: 'resource' }];
  return new sarif.SarifResultBuilder({
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: plain(`${message} ${remedy}`) },
    locations: [{ ...locationOf(first), logicalLocations }],
    ...(others.length > 0 && {
      relatedLocations: others.map((place, id) => ({
        id,
        ...locationOf(place),
        message: { text: 'The resource in the template' },
      })),
    }),
    ...(excepted && { suppressions: [suppressionOf(excepted)] }),
  });
}

function suppressionOf({ origin, reason }: ExceptedFinding) {
  const kind = origin === 'options' ? ('external' as const) : ('inSource' as const);
  return { kind, status: 'accepted' as const, justification: plain(reason) };
}

function locationOf({ file, line, column }: Place) {
  const uri = isAbsolute(file) ? pathToFileURL(file).href : file.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri },
      ...(line !== undefined && { region: { startLine: line, startColumn: column } }),
    },
  };
}
