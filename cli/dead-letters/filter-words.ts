import { shellWord } from '../../contract/shell-word.ts';
import type { RedriveRange } from '../../ops/dead-letters/filter.ts';
import type { FilterOptions } from './options.ts';

/** The filters but for reasons, as one types them again after a command; each word is preceded by a space. */
export function filterWords({ error, since, until, id, recipientDomain, redrives }: FilterOptions): string {
  const words = [
    ...(error ?? []).flatMap((name) => ['--error', name]),
    ...(since ? ['--since', since.toISOString()] : []),
    ...(until ? ['--until', until.toISOString()] : []),
    ...(id ?? []).flatMap((each) => ['--id', each]),
    ...(recipientDomain === undefined ? [] : ['--recipient-domain', recipientDomain]),
    ...(redrives ? ['--redrives', redrivesWord(redrives)] : []),
  ];
  return words.map((word) => ` ${shellWord(word)}`).join('');
}

/** As `--redrives` takes it. */
function redrivesWord({ min, max }: RedriveRange): string {
  return max === undefined ? `${min}+` : String(min);
}
