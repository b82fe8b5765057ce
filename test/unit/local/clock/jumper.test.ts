import { describe, expect, it } from '@jest/globals';
import { SkippingClock } from '../../../../local/clock/clock.ts';
import { Jumper, type NextDue } from '../../../../local/clock/jumper.ts';

const HOUR = 3_600_000;

/** The first look sees what has happened so far, the next three that nothing has since. */
const LOOKS = 4;

/** A clock with queues that answer `dues` in turn, and with that what has been asked. */
function aJumper(...dues: (NextDue | (() => NextDue))[]) {
  const clock = new SkippingClock();
  let asked = 0;
  const jumper = new Jumper(clock, async () => {
    const due = dues[Math.min(asked, dues.length - 1)] ?? 'never';
    asked += 1;
    return typeof due === 'function' ? due() : due;
  });
  return {
    clock,
    look: async (times = 1) => {
      for (let look = 0; look < times; look += 1) await jumper.look();
    },
    asked: () => asked,
    // Not -0, where a millisecond passes between the two.
    hoursAhead: () => Math.round((clock.now() - Date.now()) / HOUR) + 0,
  };
}

describe('Jumper', () => {
  it('jumps to the next due moment once everything has rested for three looks', async () => {
    const { look, hoursAhead } = aJumper(Date.now() + HOUR);

    await look(LOOKS - 1);
    const before = hoursAhead();
    await look();

    expect([before, hoursAhead()]).toEqual([0, 1]);
  });

  it('jumps from moment to moment', async () => {
    const { look, hoursAhead } = aJumper(Date.now() + HOUR, Date.now() + 3 * HOUR);

    await look(LOOKS + 1);

    expect(hoursAhead()).toBe(3);
  });

  it('does not ask while something is at work', async () => {
    const { clock, look, asked, hoursAhead } = aJumper(Date.now() + HOUR);
    clock.begin();

    await look(10);
    const meanwhile = [asked(), hoursAhead()];
    clock.end();
    await look(LOOKS);

    expect(meanwhile).toEqual([0, 0]);
    expect(hoursAhead()).toBe(1);
  });

  it('waits anew after each event', async () => {
    const { clock, look, asked } = aJumper('now');

    for (let events = 0; events < 5; events += 1) {
      clock.note();
      await look(LOOKS - 1);
    }

    expect(asked()).toBe(0);
  });

  it('does not jump where something happened before the answer came', async () => {
    const jumper = aJumper(() => {
      jumper.clock.note();
      return Date.now() + HOUR;
    });

    await jumper.look(LOOKS);

    expect([jumper.asked(), jumper.hoursAhead()]).toEqual([1, 0]);
  });

  it('does not jump where something is under way in the queues, and asks again', async () => {
    const { look, asked, hoursAhead } = aJumper('now', Date.now() + HOUR);

    await look(LOOKS);
    const before = hoursAhead();
    await look();

    expect([before, hoursAhead(), asked()]).toEqual([0, 1, 2]);
  });

  it('does not ask again where no message waits until something happens', async () => {
    const { clock, look, asked, hoursAhead } = aJumper('never', Date.now() + HOUR);

    await look(10);
    const before = asked();
    clock.note();
    await look(LOOKS);

    expect([before, hoursAhead()]).toEqual([1, 1]);
  });

  it('asks one question at a time', async () => {
    const clock = new SkippingClock();
    let asked = 0;
    const jumper = new Jumper(clock, () => {
      asked += 1;
      return new Promise(() => {});
    });

    for (let look = 0; look < 10; look += 1) void jumper.look();

    expect(asked).toBe(1);
  });

  it('leaves time alone where the queues no longer answer', async () => {
    const { look, asked, hoursAhead } = aJumper(() => {
      throw new Error('stopped');
    });

    await look(LOOKS);

    expect([asked(), hoursAhead()]).toEqual([1, 0]);
  });
});
