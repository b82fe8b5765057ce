import { layoutFor } from '../../words/layout.ts';
import type { Format, Outcome } from './outcome.ts';

type Formatter = (outcome: Outcome) => string;

/** How a check is told in each format; only the one that is asked for is loaded. */
export const FORMATTERS: Readonly<Record<Format, () => Promise<Formatter>>> = {
  table: async () => {
    const { formatCheck } = await import('./format.ts');
    return (outcome) => formatCheck(outcome, layoutFor(process.stdout));
  },
  json: async () => (await import('./format-json.ts')).formatJson,
  sarif: async () => (await import('./format-sarif.ts')).formatSarif,
  junit: async () => (await import('./format-junit.ts')).formatJunit,
  github: async () => (await import('./format-github.ts')).formatGithub,
};
