import { resolve } from 'node:path';
import { actionsOn } from '../../ops/audit/read-audit.ts';
import { clientsOf } from '../../ops/clients.ts';
import { resolveTarget } from '../../ops/named-target.ts';
import { readStory } from '../../ops/story/read-story.ts';
import type { Target, TargetChoice } from '../../ops/target.ts';
import { privacyFor } from '../../words/dead-letters/privacy.ts';
import { layoutFor } from '../../words/layout.ts';
import { EXIT, UsageError } from '../terminal/exit-code.ts';
import { onInterruption } from '../terminal/interruption.ts';
import { printJson } from '../terminal/print-json.ts';
import { announceTarget, targetWords } from '../terminal/target-options.ts';
import { isComplete, type StoryDocument, storyDocument } from './document.ts';
import { formatStory } from './format.ts';
import type { Surroundings } from './next-steps.ts';

/** What `amplify-mailroom show` was told. */
export interface ShowOptions extends TargetChoice {
  readonly audit: string;
  readonly showRecipients?: boolean;
  readonly json?: boolean;
}

/** Tells what became of a notification on stdout, and gives the exit code. */
export async function runShow(id: string, options: ShowOptions): Promise<number> {
  const target = await resolveTarget(options, process.cwd(), { takesTopic: false });
  if (target.source === 'topic ARN')
    throw new UsageError(
      'A topic alone does not tell its queues and table: name the backend with --local, --stack or --outputs.',
    );
  const interruption = onInterruption();
  announceTarget(target);
  const clients = clientsOf(target);
  try {
    const { accountId: account, region } = target;
    const story = await readStory(
      id,
      {
        target,
        clients,
        actionsOn: (each) => actionsOn({ id: each, account, region }, resolve(options.audit)),
      },
      interruption,
    );
    const privacy = privacyFor(options);
    const surroundings = surroundingsOf(target, privacy.text(id), options);
    const document = storyDocument(story, target, { privacy, time: new Date(), surroundings });
    if (options.json) printJson(document);
    else process.stdout.write(formatStory(document, layoutFor(process.stdout)));
    if (interruption.aborted) return EXIT.interrupted;
    return isComplete(document) && isKnown(document) ? EXIT.done : EXIT.failed;
  } finally {
    clients.close();
  }
}

/** What operators did with it is something too. */
function isKnown({ state, story }: StoryDocument): boolean {
  return state !== 'unknown' || story.length > 0;
}

function surroundingsOf(
  { source, region, pipeline }: Target,
  asked: string,
  options: ShowOptions,
): Surroundings {
  return {
    asked,
    targetWords: targetWords(options),
    isLocal: source === 'local stack',
    region,
    emailer: pipeline.functions.emailer,
    hasFeedback: pipeline.functions.feedback !== undefined,
    now: Date.now(),
  };
}
