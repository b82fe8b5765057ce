import { describe, expect, it } from '@jest/globals';
import { invocationsInChain, traceHeaderOf } from '../../../../../local/services/lambda/recursion-guard.ts';

const EMAILER = 'arn:aws:lambda:eu-west-1:123456789012:function:emailer';
const PUBLISHER = 'arn:aws:lambda:eu-west-1:123456789012:function:publisher';

describe('the chain of requests of a trace header', () => {
  it('counts each function by itself, and keeps its root', () => {
    const published = traceHeaderOf([], PUBLISHER);
    const first = traceHeaderOf([published], EMAILER);
    const second = traceHeaderOf([first], EMAILER);

    const counts = [published, first, second].map((header) => invocationsInChain(header, EMAILER));
    expect(counts).toEqual([0, 1, 2]);
    expect(invocationsInChain(second, PUBLISHER)).toBe(1);
    expect(second).toContain(/Root=1-[0-9a-f]{8}-[0-9a-f]{24}/.exec(published)?.[0]);
  });

  it('goes by the longest of a batch', () => {
    const thrice = [1, 2].reduce((header) => traceHeaderOf([header], EMAILER), traceHeaderOf([], EMAILER));
    expect(invocationsInChain(traceHeaderOf([undefined, thrice, 'Root=1-a-b'], EMAILER), EMAILER)).toBe(4);
  });

  it('reads a lineage that begins with a number', () => {
    const hash = /Lineage=([0-9a-f]{8}):1/.exec(traceHeaderOf([], EMAILER))?.[1];
    expect(invocationsInChain(`Root=1-a-b;Lineage=25:${hash}:7`, EMAILER)).toBe(7);
  });

  it.each([undefined, '', 'Root=1-a-b', 'Lineage=', 'Lineage=x'])('begins at none after %s', (header) => {
    expect(invocationsInChain(header, EMAILER)).toBe(0);
  });
});
