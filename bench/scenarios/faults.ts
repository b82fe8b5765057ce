import { capped, documented, entryOf, mailroom, type Shape, typical } from '../shapes/shapes.ts';
import { ALL_SETTLED, burst, NOTHING_LOST, none, retrySeconds, SES_LATENCY_MILLISECONDS } from './common.ts';
import type { Scenario } from './scenario.ts';

const SEND_RATE = 14;

/** Ten minutes of outage in twenty seconds. */
const SCALE = 30;

/** SES is down, and comes back. */
export function outage(): Scenario {
  const entry = (shape: Shape) =>
    entryOf(
      shape,
      {
        ...burst(200, shape.publisher, { sendRate: SEND_RATE, scale: SCALE, deadlineSeconds: 240 }),
        fault: { kind: 'outage', seconds: 20 },
      },
      { scale: SCALE, further: [{ kind: 'shorter waits', factor: SCALE, shortestVisibilitySeconds: 1 }] },
    );
  return {
    name: 'outage',
    title: 'SES is down for 20 s, which stand for 10 minutes',
    method:
      'SES answers every call with 503 from before 200 notifications are published. All waits are 30 times shorter than the shape’s own, of all shapes alike: visibility timeouts, Lambda’s retries, and mailroom’s backoff and horizon.',
    sendRate: SEND_RATE,
    entries: [documented, typical(10), capped, mailroom(SEND_RATE)].map(entry),
    rows: [
      ...NOTHING_LOST,
      { label: 'duplicates', figure: 'duplicates', digits: 0 },
      { label: 'SES calls', figure: 'sesCalls', digits: 0 },
      ALL_SETTLED,
    ],
  };
}

/** SES will never take it. */
export function refused(): Scenario {
  const entry = (shape: Shape) => {
    const scale = shape.isOurs ? 1 : SCALE;
    return entryOf(
      shape,
      {
        ses: { latencyMilliseconds: SES_LATENCY_MILLISECONDS, verified: ['sender@example.com'] },
        asynchronousRetrySeconds: retrySeconds(scale),
        load: { count: 1, publisher: shape.publisher, recipient: 'stranger@example.net' },
        until: 'settled',
        deadlineSeconds: 60,
      },
      { scale, further: [{ kind: 'shorter waits', factor: scale, shortestVisibilitySeconds: 1 }] },
    );
  };
  return {
    name: 'refused',
    title: 'A refused recipient',
    method:
      'In SES’s sandbox one notification goes to an address that is not verified. Baselines wait 30 times shorter than on AWS; their time is given as it would be there. The time of all includes a cold start.',
    isDeliverable: false,
    entries: [documented, typical(10), capped, mailroom(SEND_RATE)].map(entry),
    rows: [
      { label: 'SES calls', figure: 'sesCalls', digits: 0, target: { kind: 'at most', value: 1 } },
      { label: 'receives', figure: 'receives', digits: 0, target: { kind: 'at most', value: 1 } },
      {
        label: 'seconds to the dead-letter queue',
        figure: 'secondsToDeadLetter',
        digits: 1,
        target: { kind: 'at most', value: 2 },
      },
      none('dropped', 'lost'),
    ],
  };
}
