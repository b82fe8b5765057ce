import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MILLISECONDS = 60_000;
const INTERVAL_MILLISECONDS = 20;

/**
 * Asks until the answer is right, and gives it.
 *
 * @throws Error with the last answer, where none was right within a minute, or the time given.
 */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  isRight: (answer: Answer) => boolean,
  { intervalMilliseconds = INTERVAL_MILLISECONDS, deadlineMilliseconds = DEADLINE_MILLISECONDS } = {},
): Promise<Answer> {
  const deadline = Date.now() + deadlineMilliseconds;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`It did not come to that; the last was ${JSON.stringify(answer)}`);
    await sleep(intervalMilliseconds);
  }
}
