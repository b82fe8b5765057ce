import { clientsOf } from '../../ops/clients.ts';
import { resolveTarget } from '../../ops/named-target.ts';
import { StatusReader } from '../../ops/status/status.ts';
import type { Target, TargetChoice } from '../../ops/target.ts';
import { privacyFor } from '../../words/dead-letters/privacy.ts';
import { layoutFor } from '../../words/layout.ts';
import { EXIT, UsageError } from '../terminal/exit-code.ts';
import { onInterruption } from '../terminal/interruption.ts';
import { printJson } from '../terminal/print-json.ts';
import { announceTarget, targetWords } from '../terminal/target-options.ts';
import { isComplete, type StatusDocument, statusDocument } from './document.ts';
import { formatStatus } from './format.ts';
import type { Surroundings } from './next-steps.ts';
import { watchStatus } from './watch.ts';

/** What `amplify-mailroom status` was told. */
export interface StatusOptions extends TargetChoice {
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** Prints the status of a pipeline, once or until Ctrl-C, and gives the exit code. */
export async function runStatus(options: StatusOptions): Promise<number> {
  const target = await resolveTarget(options, process.cwd(), { takesTopic: false });
  if (target.source === 'topic ARN')
    throw new UsageError(
      'A topic alone does not tell its queues: name the backend with --local or --outputs.',
    );
  const interruption = onInterruption();
  announceTarget(target);
  const clients = clientsOf(target);
  const reader = new StatusReader(target, clients);
  const surroundings = surroundingsOf(target, options);
  const look = async () => {
    const status = await reader.read(interruption);
    return statusDocument(status, { privacy: privacyFor({}), time: new Date(), surroundings });
  };
  try {
    if (options.watch) return await watchStatus(look, options, interruption);
    return await once(look, options, interruption);
  } finally {
    clients.close();
  }
}

function surroundingsOf({ source, region, pipeline }: Target, options: StatusOptions): Surroundings {
  return {
    targetWords: targetWords(options),
    isLocal: source === 'local stack',
    region,
    sesRegion: pipeline.sesRegion ?? region,
    emailer: pipeline.functions.emailer,
  };
}

async function once(
  look: () => Promise<StatusDocument>,
  { json }: StatusOptions,
  interruption: AbortSignal,
): Promise<number> {
  const status = await look();
  if (json) printJson(status);
  else process.stdout.write(formatStatus(status, layoutFor(process.stdout)));
  if (interruption.aborted) return EXIT.interrupted;
  return isComplete(status) ? EXIT.done : EXIT.failed;
}
