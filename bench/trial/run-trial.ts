/** Runs one trial in this process, and sends what was seen of it to the parent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalStack } from '../../local/index.ts';
import { type RunningFault, startFault } from './faults.ts';
import { LoadGenerator } from './load.ts';
import { Queues } from './queues.ts';
import type { Observation, Trial } from './trial.ts';
import { readUsage, usageBetween } from './usage.ts';

/** How often the queues are looked at. A dead letter is timed by it, so it is short where little is under way. */
const WATCH_MILLISECONDS = { few: 20, many: 250 };
const FEW = 10;

/** Queues that stay empty for this long are done: what a function has taken from SQS still counts as waiting. */
const SETTLED_MILLISECONDS = 1_000;

async function run(trial: Trial): Promise<Observation> {
  const { assembly, ses, asynchronousRetrySeconds, load } = trial;
  // The documented shape is not allowed to send: what is measured is how it would, with the permission.
  const options = { ses, asynchronousRetrySeconds, permissions: false };
  const stack = await startLocalStack({ app: assembly, ...options });
  const [pipeline] = Object.values(stack.pipelines);
  if (!pipeline) throw new Error(`${assembly} has no pipeline.`);
  const generator = new LoadGenerator(stack, pipeline.topicArn, load);
  const queues = await Queues.of(stack);

  const warm = await generator.warmUp();
  while ((await stack.ses.counts()).accepted < warm) await sleep(WATCH_MILLISECONDS.few);
  const before = await readUsage(stack);
  const fault = await startFault(stack, String(pipeline.functions.emailer), trial.fault);
  const watching = watch(trial, queues, fault);
  const published = await generator.publish();
  watching.begin();
  const firstDeadLetterAt = await watching.ended;

  const usage = usageBetween(before, await readUsage(stack));
  const emails = (await stack.ses.emails())
    .filter(({ subject }) => subject.startsWith('n-'))
    .map(({ subject, at }) => ({ id: subject, at: at * 1000 }));
  return {
    ...{ published, emails, ...usage, firstDeadLetterAt },
    deadLetters: await queues.readDeadLetters(),
    waiting: await queues.waiting(),
    ses: await stack.ses.counts(),
    hasQueue: pipeline.queueUrl !== undefined,
    kills: fault.kills(),
  };
}

/** Looks at the queues until the trial is over, for which everything has to be published. */
function watch({ until, deadlineSeconds, load }: Trial, queues: Queues, fault: RunningFault) {
  const pause = load.count <= FEW ? WATCH_MILLISECONDS.few : WATCH_MILLISECONDS.many;
  const deadline = performance.now() + deadlineSeconds * 1000;
  let published = false;
  const ended = (async () => {
    let firstDeadLetterAt: number | undefined;
    let emptySince = Number.POSITIVE_INFINITY;
    while (performance.now() < deadline) {
      await sleep(pause);
      const now = performance.now();
      const [waiting, deadLettered] = await Promise.all([queues.waiting(), queues.deadLettered()]);
      if (deadLettered > 0) firstDeadLetterAt ??= performance.timeOrigin + now;
      if (!published) continue;
      if (until === 'published') break;
      emptySince = waiting > 0 ? Number.POSITIVE_INFINITY : Math.min(emptySince, now);
      if (now - emptySince > SETTLED_MILLISECONDS && fault.isOver()) break;
    }
    return firstDeadLetterAt;
  })();
  return {
    ended,
    begin: () => {
      published = true;
    },
  };
}

const trial: Trial = JSON.parse(String(process.argv[2]));
const observation = await run(trial);
process.send?.(observation, () => process.exit(0));
