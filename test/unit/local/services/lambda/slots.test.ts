import { describe, expect, it } from '@jest/globals';
import { Slots } from '../../../../../local/services/lambda/slots.ts';

/** Takes a slot for each of `names`, and notes who got one. */
function line(slots: Slots, names: string) {
  const served: string[] = [];
  for (const name of names) void slots.take().then(() => served.push(name));
  return served;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('Slots', () => {
  it('gives as many at once as there are', async () => {
    const served = line(new Slots(2), 'abc');

    await settled();
    expect(served).toEqual(['a', 'b']);
  });

  it('gives the one that comes back to the first in line', async () => {
    const slots = new Slots(1);
    const served = line(slots, 'abc');
    await settled();

    slots.give();

    await settled();
    expect(served).toEqual(['a', 'b']);
  });

  it('keeps the one that comes back for later where nobody waits', async () => {
    const slots = new Slots(1);
    await slots.take();
    slots.give();

    const served = line(slots, 'ab');

    await settled();
    expect(served).toEqual(['a']);
  });
});
