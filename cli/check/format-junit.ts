import { DESCRIBED_RULES, type DescribedRule } from '../../checker/described-rules.ts';
import type { Finding } from '../../checker/index.ts';
import { NO_PIPELINE, UNUSED_EXCEPTION } from '../../checker/options.ts';
import { plain } from '../../words/plain.ts';
import { fails, type Outcome } from './outcome.ts';
import { Places } from './places.ts';

/** What becomes of one case, as its element in XML; nothing where it passes without a word. */
interface Case {
  readonly rule: string;
  readonly name: string;
  readonly file?: string;
  readonly content?: string;
  readonly kind: 'passed' | 'failed' | 'skipped';
}

/**
 * A report of tests as JUnit writes it: a case for each finding, and for each rule without one.
 *
 * @see https://github.com/testmoapp/junitxml which documents what CI services read
 */
export function formatJunit(outcome: Outcome): string {
  const places = new Places(outcome.checked);
  const cases = rulesOf(outcome).flatMap((rule) => casesOf(rule, outcome, places));
  const count = (kind: Case['kind']) => cases.filter((each) => each.kind === kind).length;
  const counts = { tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
  const suite = { name: outcome.checked, ...counts };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'amplify-mailroom check', ...counts })}>`,
    `  <testsuite${attributes(suite)}>`,
    ...cases.map(({ rule, name, file, content }) => {
      const opening = `    <testcase${attributes({ classname: `mailroom.${rule}`, name, file })}`;
      return content === undefined ? `${opening}/>` : `${opening}>${content}</testcase>`;
    }),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function rulesOf({ only }: Outcome): readonly DescribedRule[] {
  const always = [NO_PIPELINE, UNUSED_EXCEPTION];
  return DESCRIBED_RULES.filter(({ id }) => (only?.includes(id) ?? true) || always.includes(id));
}

function casesOf({ id, asks }: DescribedRule, { report, known, failOn }: Outcome, places: Places): Case[] {
  const isOfRule = ({ rule }: Finding) => rule === id;
  const caseOf = (finding: Finding, kind: Case['kind'], content: string): Case => ({
    rule: id,
    name: finding.path,
    file: places.of(finding)[0].file,
    kind,
    content,
  });
  const skipped = (finding: Finding, message: string) =>
    caseOf(finding, 'skipped', `<skipped${attributes({ message })}/>`);
  const cases = [
    ...report.findings
      .filter(isOfRule)
      .map((finding) =>
        fails(finding.severity, failOn)
          ? caseOf(finding, 'failed', failure(finding))
          : caseOf(finding, 'passed', `<system-out>${escaped(textOf(finding))}</system-out>`),
      ),
    ...report.excepted
      .filter(({ finding }) => isOfRule(finding))
      .map(({ finding, reason }) => skipped(finding, `accepted: ${reason}`)),
    ...known.filter(isOfRule).map((finding) => skipped(finding, `known: ${finding.message}`)),
  ];
  return cases.length > 0 ? cases : [{ rule: id, name: asks, kind: 'passed' }];
}

function failure(finding: Finding): string {
  const { severity: type, message } = finding;
  return `<failure${attributes({ type, message })}>${escaped(textOf(finding))}</failure>`;
}

function textOf({ severity, message, remedy, source }: Finding): string {
  return [`${severity}: ${message}`, `→ ${remedy}`, source].filter(Boolean).map(plain).join('\n');
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(plain(String(value)))}"`)
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
