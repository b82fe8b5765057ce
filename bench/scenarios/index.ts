import { burstAt14, fastBurst, sandbox } from './bursts.ts';
import { outage, refused } from './faults.ts';
import { killsAt14, killsAtFullSpeed, lostReplies } from './kills.ts';
import type { Scenario } from './scenario.ts';
import { drain, latency, publishing } from './throughput.ts';

/** All that `npm run bench` measures, in the order of its report. */
export const SCENARIOS: readonly Scenario[] = [
  burstAt14(),
  fastBurst(100, 3_000),
  fastBurst(500, 10_000),
  sandbox(),
  outage(),
  refused(),
  killsAt14(),
  killsAtFullSpeed(),
  lostReplies(),
  drain(2),
  drain(10),
  publishing(),
  latency(),
];
