import type { Finding } from '../../checker/index.ts';
import { plainJson } from '../../words/plain.ts';
import type { Outcome } from './outcome.ts';
import { shownFile } from './places.ts';

/** The document of `--format json`, which `docs/testing.md` describes. */
export function formatJson({ report: { findings, excepted }, known }: Outcome): string {
  const document = {
    findings: findings.map(withShownFiles),
    excepted: excepted.map((each) => ({ ...each, finding: withShownFiles(each.finding) })),
    known: known.map(withShownFiles),
  };
  return `${plainJson(JSON.stringify(document, undefined, 2))}\n`;
}

function withShownFiles({ file, madeAt, ...finding }: Finding): Finding {
  return {
    ...finding,
    ...(file !== undefined && { file: shownFile(file) }),
    ...(madeAt && { madeAt: { ...madeAt, file: shownFile(madeAt.file) } }),
  };
}
