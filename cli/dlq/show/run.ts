import { resolve } from 'node:path';
import { actionsOn } from '../../../ops/audit/read-audit.ts';
import { type DeadLetter, idOf } from '../../../ops/dead-letters/dead-letter.ts';
import { findDeadLetters } from '../../../ops/dead-letters/list.ts';
import type { Target } from '../../../ops/target.ts';
import type { ViewOptions } from '../../dead-letters/options.ts';
import { privacyFor } from '../../dead-letters/privacy.ts';
import { CONTENT, locationOf } from '../../dead-letters/queue.ts';
import { withQueue } from '../../dead-letters/with-queue.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { layoutFor } from '../../terminal/layout.ts';
import { plain } from '../../terminal/plain.ts';
import { printJson } from '../../terminal/print-json.ts';
import { type ShowDocument, type ShownLetter, shownLetter } from './document.ts';
import { formatShow } from './format.ts';

/** What `amplify-mailroom dlq show` was told. */
export interface ShowOptions extends ViewOptions {
  readonly audit: string;
}

/** Shows the dead letters with an id on stdout, and gives the exit code. */
export function runShow(id: string, options: ShowOptions): Promise<number> {
  return withQueue(options, async ({ target, queue, interruption }) => {
    const { letters, partial, notGivenBack } = await findDeadLetters(queue, id, interruption);
    const shown = {
      ...locationOf(target, queue.kind),
      partial,
      notGivenBack,
      letters: await withActions(letters, target, options),
    };
    if (options.json) printJson(shown);
    else if (letters.length > 0) process.stdout.write(formatShow(shown, layoutFor(process.stdout)));
    if (letters.length === 0) process.stderr.write(`${notFound(id, shown)}\n`);
    if (interruption.aborted) return EXIT.interrupted;
    return letters.length > 0 ? EXIT.done : EXIT.failed;
  });
}

/** With what operators did, as their audit file knows. */
function withActions(
  letters: readonly DeadLetter[],
  { accountId: account, region }: Target,
  options: ShowOptions,
): Promise<ShownLetter[]> {
  const path = resolve(options.audit);
  const privacy = privacyFor(options);
  return Promise.all(
    letters.map(async (letter) =>
      shownLetter(letter, await actionsOn({ id: idOf(letter), account, region }, path), privacy),
    ),
  );
}

function notFound(id: string, { queue, partial }: ShowDocument): string {
  const fault = `There is no ${CONTENT[queue].one} with the id "${plain(id)}"`;
  if (partial.length === 0)
    return `${fault}: "npx amplify-mailroom dlq list${CONTENT[queue].option}" tells what there is.`;
  return `${fault} among those seen, which are not all. ${partial.join(' ')} Try again.`;
}
