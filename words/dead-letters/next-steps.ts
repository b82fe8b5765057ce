import type { GIVEN_UP } from '../../contract/reasons.ts';
import type { FOUND_REASONS } from '../../ops/dead-letters/dead-letter.ts';
import type { NextStep } from '../next-steps.ts';
import { plain } from '../plain.ts';
import type { ListedGroup, ListedLetter } from './listed-group.ts';
import { CONTENT, type QueueLocation } from './queue.ts';

/** How what was listed is told again, as one types it after a command; each word is preceded by a space. */
export interface ListedBy {
  /** The filters but for reasons. */
  readonly filterWords: string;
  /** The options by which the target was named. */
  readonly targetWords: string;
  /** Whether the filters say how often something was redriven, or name ids. */
  readonly namesRedriven: boolean;
}

/** With more kinds of help than this the steps would be longer than the list. */
const MAX_HELPS = 2;

/** What helps what was listed; nothing where nothing was. */
export function nextSteps(
  { groups, queue }: Pick<QueueLocation, 'queue'> & { readonly groups: readonly ListedGroup[] },
  listedBy: ListedBy,
): NextStep[] {
  const options = `${CONTENT[queue].option}${listedBy.targetWords}`;
  const ids = groups.flatMap(({ letters }) => letters.map(shownId));
  const look = {
    text: 'One of them whole, and its history:',
    commands: [`npx amplify-mailroom dlq show ${firstWord(ids)}${options}`],
  };
  const known = groups.filter(({ reason }) => Object.hasOwn(HELP, reason));
  const alike = [...Map.groupBy(known, ({ reason }) => HELP[reason as keyof typeof HELP])];
  const steps = alike
    .slice(0, MAX_HELPS)
    .flatMap(([help, those]) => help(commandsFor(those, options, listedBy), reasonsOf(those).join(' or ')));
  return groups.length > 0 ? [look, ...steps] : [];
}

/** What finds it again when typed: an id that is not shown as it is does not. */
export function shownId({ id, messageId }: Pick<ListedLetter, 'id' | 'messageId'>): string {
  return plain(id) === id && !id.includes('***@') ? id : messageId;
}

/** Commands for dead letters that are helped alike. */
interface Commands {
  readonly redrive: string;
  readonly redriveOne: string;
  readonly patch: string;
  /** Into a file, back from it once they are edited, and to the queue. */
  readonly edit: readonly string[];
  readonly purge: string;
}

type Help = (commands: Commands, reasons: string) => NextStep[];

/** Of these all would come straight back if they were sent as they are. */
const edit: Help = ({ patch, edit, purge }, reasons) => [
  {
    text: `As they are, those that are ${reasons} come straight back. Correct all alike, by a JSON merge patch in fix.json:`,
    commands: [patch],
  },
  { text: 'Or one by one: export them, edit the file, import it, and send them back:', commands: edit },
  { text: 'Or delete them:', commands: [purge] },
];

const HELP: Readonly<Record<keyof typeof GIVEN_UP | keyof typeof FOUND_REASONS, Help>> = {
  invalid: edit,
  'message-rejected': edit,
  'address-refused': edit,
  'too-large': edit,
  'attachment-missing': ({ redrive, edit, purge }) => [
    { text: 'Put the files back where the emails name them, and send these back:', commands: [redrive] },
    { text: 'Or export them, name other files, import them, and send them back:', commands: edit },
    { text: 'Or delete them:', commands: [purge] },
  ],
  'id-reused': ({ edit, purge }) => [
    {
      text: 'Under their ids something else was sent, so they come straight back. Export them, give each another id in the file, import it, and send them back:',
      commands: edit,
    },
    { text: 'Or delete them:', commands: [purge] },
  ],
  'recipient-not-verified': ({ redrive }) => [
    {
      text: "Leave SES's sandbox, or verify the recipients there; then send them back:",
      commands: [redrive],
    },
  ],
  expired: ({ redrive }) => [
    { text: 'Once the cause is cured that the error names, send them back:', commands: [redrive] },
  ],
  'moved-by-queue': ({ redrive, redriveOne }) => [
    {
      text: "The emailer's log says what it died of, or why it could not run. Send one back, then the others:",
      commands: [redriveOne, redrive],
    },
  ],
  undelivered: ({ redrive }) => [
    {
      text: 'Once the queue, its policy and the subscription are as they should be, send them back:',
      commands: [redrive],
    },
  ],
};

function commandsFor(
  groups: readonly ListedGroup[],
  options: string,
  { filterWords, namesRedriven }: ListedBy,
): Commands {
  const reasons = reasonsOf(groups);
  // A redrive leaves out what failed again after one.
  const isAgain = !namesRedriven && groups.every(({ redriven, count }) => redriven === count);
  const again = isAgain ? ' --redrives any' : '';
  const filters = `${reasons.map((reason) => ` --reason ${reason}`).join('')}${filterWords}`;
  const dlq = (command: string, more = '') =>
    `npx amplify-mailroom dlq ${command}${filters}${more}${options}`;
  const file = `${reasons.length === 1 ? reasons[0] : 'dead-letters'}.jsonl`;
  const one = firstWord(groups.flatMap(({ letters }) => letters.map(shownId)));
  return {
    redrive: dlq('redrive', again),
    redriveOne: `npx amplify-mailroom dlq redrive --id ${one}${options}`,
    patch: dlq('redrive', `${again} --patch fix.json --dry-run`),
    edit: [
      dlq('export', ` --out ${file}`),
      `npx amplify-mailroom dlq import ${file}${options}`,
      dlq('redrive', again),
    ],
    purge: dlq('purge', ' --dry-run'),
  };
}

/** The same reason may have several errors. */
function reasonsOf(groups: readonly ListedGroup[]): string[] {
  return [...new Set(groups.map(({ reason }) => reason))];
}

/** The first that a shell takes as it is; anything else is for the reader to quote. */
function firstWord(words: readonly string[]): string {
  return words.find((word) => /^\w[\w./:@-]*$/.test(word)) ?? 'ID';
}
