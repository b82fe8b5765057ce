import { describe, expect, it } from '@jest/globals';
import { Turns } from '../../../handlers/turns.ts';

describe('Turns', () => {
  it('lets one go at a time, in the order in which they came', async () => {
    const turns = new Turns();
    const deeds: string[] = [];
    const go = async (name: string) => {
      const done = await turns.take();
      deeds.push(`${name} begins`);
      await new Promise(setImmediate);
      deeds.push(`${name} ends`);
      done();
    };

    await Promise.all(['a', 'b', 'c'].map(go));

    expect(deeds).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
});
