import { resolve } from 'node:path';
import { actionsOn } from '../../../ops/audit/read-audit.ts';
import { type DeadLetter, idOf } from '../../../ops/dead-letters/dead-letter.ts';
import { findDeadLetters } from '../../../ops/dead-letters/list.ts';
import type { Target } from '../../../ops/target.ts';
import { privacyFor } from '../../../words/dead-letters/privacy.ts';
import { CONTENT, locationOf } from '../../../words/dead-letters/queue.ts';
import { layoutFor } from '../../../words/layout.ts';
import type { ViewOptions } from '../../dead-letters/options.ts';
import { withQueue } from '../../dead-letters/with-queue.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { printJson } from '../../terminal/print-json.ts';
import { tell } from '../../terminal/tell.ts';
import { type ShowDocument, type ShownLetter, shownLetter } from './document.ts';
import { formatShow } from './format.ts';

/** What `amplify-mailroom dlq show` was told. */
export interface ShowOptions extends ViewOptions {
  readonly audit: string;
}

/** Shows the dead letters with these ids on stdout, and gives the exit code. */
export function runShow(ids: readonly string[], options: ShowOptions): Promise<number> {
  return withQueue(options, async ({ target, queue, interruption }) => {
    const { letters, partial, notGivenBack } = await findDeadLetters(queue, ids, interruption);
    const has = (letter: DeadLetter, id: string) => letter.messageId === id || idOf(letter) === id;
    const ordered = [...new Set(ids.flatMap((id) => letters.filter((letter) => has(letter, id))))];
    const missing = ids.filter((id) => !letters.some((letter) => has(letter, id)));
    const shown = {
      ...locationOf(target, queue.kind),
      partial,
      notGivenBack,
      missing,
      letters: await withActions(ordered, target, options),
    };
    if (options.json) printJson(shown);
    else if (letters.length > 0) process.stdout.write(formatShow(shown, layoutFor(process.stdout)));
    if (missing.length > 0) tell(notFound(shown));
    if (interruption.aborted) return EXIT.interrupted;
    return missing.length === 0 ? EXIT.done : EXIT.failed;
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

function notFound({ missing, queue, partial }: ShowDocument): string {
  const ids = missing.map((id) => `"${id}"`).join(' or ');
  const fault = `There is no ${CONTENT[queue].one} with the id ${ids}`;
  if (partial.length === 0)
    return `${fault}: "npx amplify-mailroom dlq list${CONTENT[queue].option}" tells what there is.`;
  return `${fault} among those seen, which are not all. ${partial.join(' ')} Try again.`;
}
