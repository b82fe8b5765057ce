import { type Finding, isFault, type Severity } from '../../checker/index.ts';
import { type Layout, paragraphsOf, type Style } from '../../words/layout.ts';
import { plain } from '../../words/plain.ts';
import { formatCount } from '../../words/quantities.ts';
import { wrap } from '../../words/width.ts';
import { type Section, sectionsOf, type ToldFinding } from './fold.ts';
import type { Outcome } from './outcome.ts';
import { shownFile } from './places.ts';

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'dim' };

/** So many paths of what repeats are told, and of the others how many they are. */
const MOST_PATHS = 3;

/** The faults by pipeline and resource, what was not checked in a line each, and below them how many there are. */
export function formatCheck(outcome: Pick<Outcome, 'report' | 'known' | 'checked'>, layout: Layout): string {
  const { pipelines, findings, excepted } = outcome.report;
  const sections = sectionsOf(pipelines, findings.filter(isFault));
  const infos = sectionsOf(
    pipelines,
    findings.filter((finding) => !isFault(finding)),
  );
  const accepted = excepted.map(({ finding, reason }) =>
    wrap(`accepted ${finding.rule} at ${plain(shorten(finding.path))}: ${plain(reason)}`, layout.width),
  );
  return paragraphsOf([
    ...sections.flatMap(({ pipeline, findings: own }) => [
      ...titleOf(pipeline, sections.length > 1, layout),
      ...formatResources(own, layout),
    ]),
    formatInfos(
      infos.flatMap(({ findings: own }) => own),
      layout,
    ),
    accepted.flat(),
    wrap(summary(outcome), layout.width),
  ]);
}

function titleOf(pipeline: Section['pipeline'], isOneOfMany: boolean, { width, paint }: Layout): string[][] {
  if (!pipeline) return isOneOfMany ? [[paint('bold', 'Beside the pipelines')]] : [];
  const { topic, queue, function: fn } = pipeline;
  const parts = [topic, queue, fn].filter((path) => path !== undefined).map((path) => plain(shorten(path)));
  const lines = parts.flatMap((part, index) => wrap(index === 0 ? part : `→ ${part}`, width));
  return [lines.map((line) => paint('bold', line))];
}

/** One paragraph a resource. */
function formatResources(findings: readonly ToldFinding[], layout: Layout): string[][] {
  const byPath = Map.groupBy(findings, ({ path }) => path);
  return [...byPath].map(([path, own]) => [
    ...indented(shorten(path), 2, layout),
    ...madeIn(own, layout),
    ...own.flatMap((finding) => formatFinding(finding, layout)),
  ]);
}

/** Where the app's code made the resource, as a terminal or an editor can open it. */
function madeIn([finding]: readonly Finding[], { paint }: Layout): string[] {
  if (!finding?.madeAt) return [];
  const { file, line, column } = finding.madeAt;
  return [paint('dim', `    ${plain(shownFile(file))}:${line}:${column}`)];
}

function formatFinding(
  { rule, severity, message, remedy, source, alsoAt }: ToldFinding,
  layout: Layout,
): string[] {
  const { paint } = layout;
  const others = alsoAt.length > 0 ? indented(`also at ${listed(alsoAt)}`, 6, layout) : [];
  return [
    ...indented(`${severity}  ${rule}`, 4, layout).map((line) => paint(STYLES[severity], line)),
    ...indented(message, 6, layout),
    ...others.map((line) => paint('dim', line)),
    ...indented(`→ ${remedy}`, 6, layout),
    // Never broken: a terminal goes on in the next line by itself, and the URL can still be opened there.
    ...(source ? [paint('dim', `      ${source}`)] : []),
  ];
}

/** What was not checked, a line each as far as the terminal is wide enough. */
function formatInfos(findings: readonly ToldFinding[], layout: Layout): string[] {
  const { width, paint } = layout;
  const lines = findings.flatMap(({ rule, message, path, alsoAt }) =>
    wrap(plain(`not checked  ${rule}  ${listed([path, ...alsoAt])}: ${withoutFrame(message)}`), width),
  );
  return lines.map((line) => paint(STYLES.info, line));
}

/** What stands between the words that every info has. */
function withoutFrame(message: string): string {
  return message
    .replace(/^Not checked: /, '')
    .replace(/ cannot be known from the template \((.*)\)\.$/s, ' ($1)');
}

function listed(paths: readonly string[]): string {
  const told = paths.slice(0, MOST_PATHS).map(shorten).join(', ');
  return paths.length > MOST_PATHS ? `${told} and ${formatCount(paths.length - MOST_PATHS)} more` : told;
}

function indented(text: string, columns: number, { width }: Layout): string[] {
  return wrap(plain(text), width - columns).map((line) => `${' '.repeat(columns)}${line}`);
}

/** Nearly every construct has its resource below it, under the same name. */
function shorten(path: string): string {
  return path.replace(/\/Resource$/, '');
}

function summary({ report, known, checked }: Pick<Outcome, 'report' | 'known' | 'checked'>): string {
  const { pipelines, findings, excepted } = report;
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    `${formatCount(pipelines.length)} ${pipelines.length === 1 ? 'pipeline' : 'pipelines'}`,
    `${formatCount(count('error'))} ${count('error') === 1 ? 'error' : 'errors'}`,
    `${formatCount(count('warning'))} ${count('warning') === 1 ? 'warning' : 'warnings'}`,
    ...(count('info') > 0 ? [`${formatCount(count('info'))} not checked`] : []),
    ...(excepted.length > 0 ? [`${formatCount(excepted.length)} accepted`] : []),
    ...(known.length > 0 ? [`${formatCount(known.length)} known`] : []),
  ];
  return `${plain(checked)}: ${parts.join(', ')}`;
}
