import type { PermissionsReport, RefusedAccess } from '../../local/iam/permissions-report.ts';
import { plain } from '../../words/plain.ts';

/** What functions were granted and have not used, and what was refused, for a person who takes grants away. */
export function formatPermissions({ functions, services }: PermissionsReport): string {
  const lines = [
    'Permissions since the start:',
    ...Object.entries(functions).flatMap(([name, { unused, refused }]) => [
      `  ${name}`,
      ...section('granted and not used', unused.map(entry)),
      ...section('refused', refused.map(refusal)),
      ...(unused.length + refused.length === 0 ? ['    used all that it was granted'] : []),
    ]),
    ...Object.entries(services).flatMap(([name, refused]) => [
      `  ${name}`,
      ...section('refused', refused.map(refusal)),
    ]),
  ];
  return `${lines.map(plain).join('\n')}\n`;
}

function section(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`    ${title}:`, ...entries.map((each) => `      ${each}`)];
}

function entry({ action, resource }: { readonly action: string; readonly resource: string }): string {
  return `${action} on ${resource}`;
}

function refusal(access: RefusedAccess): string {
  return `${entry(access)}, ${access.times === 1 ? 'once' : `${access.times} times`}`;
}
