import type { Finding } from './finding.ts';

/** Findings as lines for a test's output, each with what to do. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, severity, path, message, remedy, source }) =>
      [`${severity} ${rule} at ${path}`, message, `→ ${remedy}`, source].filter(Boolean).join('\n    '),
    )
    .join('\n\n  ');
}
