import type { Finding, PipelineSummary, Severity } from '../../checker/index.ts';
import { type Layout, paragraphsOf, type Style } from '../terminal/layout.ts';
import { plain } from '../terminal/plain.ts';
import { formatCount } from '../terminal/quantities.ts';
import { wrap } from '../terminal/width.ts';
import type { Outcome } from './outcome.ts';
import { shownFile } from './places.ts';

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'dim' };

/** The findings by pipeline and resource, and below them how many there are. */
export function formatCheck(outcome: Pick<Outcome, 'report' | 'known' | 'checked'>, layout: Layout): string {
  const { pipelines, findings, excepted } = outcome.report;
  const left = new Set(findings);
  const sections = pipelines.flatMap((pipeline) => {
    const own = [...left].filter(({ path }) => pathsOf(pipeline).includes(path));
    for (const finding of own) left.delete(finding);
    return own.length > 0 ? [titleOf(pipeline, layout), ...formatResources(own, layout)] : [];
  });
  const others = left.size > 0 && sections.length > 0 ? [[layout.paint('bold', 'Beside the pipelines')]] : [];
  const accepted = excepted.map(({ finding, reason }) =>
    wrap(`accepted ${finding.rule} at ${plain(shorten(finding.path))}: ${plain(reason)}`, layout.width),
  );
  return paragraphsOf([
    ...sections,
    ...others,
    ...formatResources([...left], layout),
    accepted.flat(),
    wrap(summary(outcome), layout.width),
  ]);
}

function titleOf({ topic, queue, function: fn }: PipelineSummary, { width, paint }: Layout): string[] {
  const parts = [topic, queue, fn].filter((path) => path !== undefined).map((path) => plain(shorten(path)));
  const lines = parts.flatMap((part, index) => wrap(index === 0 ? part : `→ ${part}`, width));
  return lines.map((line) => paint('bold', line));
}

function pathsOf({ deadLetterQueues, ...parts }: PipelineSummary): string[] {
  return [...Object.values(parts), ...deadLetterQueues];
}

/** One paragraph a resource. */
function formatResources(findings: readonly Finding[], layout: Layout): string[][] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = byPath.get(finding.path);
    if (others) others.push(finding);
    else byPath.set(finding.path, [finding]);
  }
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

function formatFinding({ rule, severity, message, remedy, source }: Finding, layout: Layout): string[] {
  const { paint } = layout;
  const label = severity === 'info' ? 'not checked' : severity;
  return [
    ...indented(`${label}  ${rule}`, 4, layout).map((line) => paint(STYLES[severity], line)),
    ...indented(
      message.replace(/^Not checked: (.)/, (_, first: string) => first.toUpperCase()),
      6,
      layout,
    ),
    ...indented(`→ ${remedy}`, 6, layout),
    // Never broken: a terminal goes on in the next line by itself, and the URL can still be opened there.
    ...(source ? [paint('dim', `      ${source}`)] : []),
  ];
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
