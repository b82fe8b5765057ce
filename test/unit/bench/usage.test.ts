import { describe, expect, it } from '@jest/globals';
import { usageBetween } from '../../../bench/trial/usage.ts';

const used = { invocations: 5, coldStarts: 2, billedMilliseconds: 900, memoryMegabytes: 256 };

describe('usageBetween', () => {
  it('takes away what was used before, function by function and action by action', () => {
    const before = { functions: { emailer: used }, requests: { sqs: { ReceiveMessage: 4, CreateQueue: 3 } } };
    const after = {
      functions: { emailer: { ...used, invocations: 8, coldStarts: 3, billedMilliseconds: 1_000 } },
      requests: { sqs: { ReceiveMessage: 10, CreateQueue: 3 }, sns: { Publish: 1 } },
    };

    expect(usageBetween(before, after)).toEqual({
      functions: [{ invocations: 3, coldStarts: 1, billedMilliseconds: 100, memoryMegabytes: 256 }],
      requests: { sqs: { ReceiveMessage: 6, CreateQueue: 0 }, sns: { Publish: 1 } },
    });
  });

  it('takes everything of what was not used before', () => {
    const after = { functions: { emailer: used }, requests: {} };

    expect(usageBetween({ functions: {}, requests: {} }, after).functions).toEqual([used]);
  });
});
