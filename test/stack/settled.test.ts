import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idsOf, Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

describe('an email of which nobody knows whether SES accepted it', () => {
  let ledger: Ledger;

  beforeAll(async () => {
    ledger = await Ledger.open(WITH_FEEDBACK);
  });

  afterEach(() => ledger.reset());

  afterAll(() => ledger.close());

  const everyReplyLost = () => ledger.stack.ses.configure({ loseReplyRate: 1 });
  const repliesAgain = () => ledger.stack.ses.configure({ loseReplyRate: 0 });

  it('is not sent again where its reply was lost, since SES tells of it', async () => {
    const ids = idsOf(20, 'unanswered');
    await everyReplyLost();

    await ledger.publish(ids);

    expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    expect(ledger.logged('Email had been sent')).toHaveLength(20);
    expect(ledger.logged('Email sent')).toEqual([]);
  });

  it('is known as sent from then on', async () => {
    await everyReplyLost();
    await ledger.publish(['again']);
    await ledger.drained();
    await repliesAgain();

    await ledger.publish(['again']);

    expect(await ledger.settled()).toEqual({ sent: ['again'], deadLetters: 0 });
    expect(ledger.logged('Duplicate not sent')).toHaveLength(1);
  });

  it('waits, however its id comes again, until SES has told', async () => {
    await ledger.stack.ses.configure({ loseReplyRate: 1, eventDelaySeconds: 100 });

    await ledger.publish(['twice', 'twice']);

    expect(await ledger.settled()).toEqual({ sent: ['twice'], deadLetters: 0 });
    expect(ledger.logged('Email not sent, tried again').map(({ reason }) => reason)).toContain('unsettled');
  });

  it('is sent, perhaps again, where SES has told nothing for two minutes', async () => {
    await ledger.stack.ses.configure({ loseReplyRate: 1, loseEventRate: 1 });
    await ledger.publish(['untold']);
    await ledger.loggedTimes('Email not sent, tried again', 1);
    await repliesAgain();

    expect(await ledger.settled()).toEqual({ sent: ['untold', 'untold'], deadLetters: 0 });
    expect(ledger.logged('Email sent')).toMatchObject([{ perhapsAgain: true }]);
  });

  it('is told of once, whatever comes twice or in another order', async () => {
    const ids = idsOf(10, 'doubled');
    await ledger.stack.ses.configure({ loseReplyRate: 1, doubleEventRate: 1, reorderEvents: true });

    await ledger.publish(ids);

    expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
  });

  it('is not sent again where its worker died', async () => {
    await ledger.stack.ses.configure({ latencyMilliseconds: 100 });
    const ids = idsOf(60, 'dying');
    await ledger.publish(ids);
    const emailer = ledger.stack.functions.get(ledger.pipeline.functions.emailer ?? '');
    let killed = 0;

    for (const sent of [5, 15, 25]) {
      await ledger.sentCount(sent);
      killed += emailer?.killBusy(1) ?? 0;
    }

    expect(await ledger.settled()).toEqual({ sent: ids, deadLetters: 0 });
    expect(killed).toBeGreaterThan(0);
  });
});

describe('without feedback', () => {
  let ledger: Ledger;

  afterEach(() => ledger.close());

  it('an email whose reply was lost is sent again, and each can be found by its id', async () => {
    ledger = await Ledger.open();
    await ledger.stack.ses.configure({ loseReplyRate: 1 });
    await ledger.publish(['unanswered']);
    await ledger.loggedTimes('Email not sent, tried again', 1);
    await ledger.stack.ses.configure({ loseReplyRate: 0 });

    await ledger.drained();
    const emails = await ledger.stack.ses.emails();
    expect(emails.length).toBeGreaterThan(1);
    expect(emails.map(({ tags }) => tags)).toEqual(
      emails.map(() => [{ name: 'notification-id', value: 'unanswered' }]),
    );
  });
});
