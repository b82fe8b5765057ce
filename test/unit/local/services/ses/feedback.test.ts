import { describe, expect, it } from '@jest/globals';
import {
  type ConfigurationSet,
  ConfigurationSets,
  EVENT_TYPES,
} from '../../../../../local/services/ses/configuration-sets.ts';
import type { InboxEmail } from '../../../../../local/services/ses/email.ts';
import { Feedback } from '../../../../../local/services/ses/feedback.ts';
import { DEFAULT_SETTINGS, type SesSettings } from '../../../../../local/services/ses/settings.ts';
import { SuppressionList } from '../../../../../local/services/ses/suppression-list.ts';

const SET: ConfigurationSet = { name: 'mail', isSendingEnabled: true, hasReputationMetrics: false };
const ACCEPTED = 1_700_000_000;
const HOURS = 3_600_000;

interface Published {
  readonly eventType: string;
  readonly bounce?: { readonly bounceSubType: string };
}

/** Sends with a set to whose destination every event goes, at once. */
function sending(set: Partial<ConfigurationSet> = {}, settings: Partial<SesSettings> = {}) {
  const used = { ...SET, ...set };
  const published: (Published & { at: number })[] = [];
  const list = new SuppressionList();
  const sets = new ConfigurationSets();
  sets.addDestination({
    configurationSet: SET.name,
    configurationSetArn: 'arn:aws:ses:us-east-1:000000000000:configuration-set/mail',
    topicArn: 'arn:aws:sns:us-east-1:000000000000:events',
    types: EVENT_TYPES,
    endpoint: 'http://127.0.0.1',
  });
  let now = 0;
  const feedback = new Feedback({
    sets,
    list,
    publisher: {
      publish: async (_, messages) => {
        published.push(...messages.map((message) => ({ ...JSON.parse(message), at: now })));
      },
    },
    schedule: {
      at: (moment, act) => {
        const before = now;
        now = moment;
        act();
        now = before;
      },
    },
    random: () => 0.5,
  });
  const send = (...recipients: string[]) => {
    const email: InboxEmail = {
      messageId: 'm',
      from: 'mailroom@example.com',
      replyTo: [],
      destination: { to: recipients, cc: [], bcc: [] },
      subject: 'Hello',
      body: { text: 'Hello' },
      attachments: [],
      at: ACCEPTED,
    };
    const by = { action: 'SendEmail', apiVersion: '1', from: email.from, recipients } as const;
    feedback.accepted(
      {
        email,
        recipients,
        sending: { ...by, feedbackAddress: undefined, configurationSet: SET.name },
        caller: 'root',
        set: used,
      },
      { ...DEFAULT_SETTINGS, ...settings },
    );
  };
  return { feedback, list, published, send };
}

const BOUNCES = { fates: { 'example.org': 'bounce' } } as const;

describe('Feedback', () => {
  it('puts an address on the list after a hard bounce, and then sends nothing to it', () => {
    const { list, published, send } = sending({}, BOUNCES);

    send('Ada@example.org');
    send('ada@example.org');

    expect(list.all).toEqual([
      {
        address: 'Ada@example.org',
        reason: 'BOUNCE',
        at: expect.any(Number),
        cause: { messageId: 'm', feedbackId: expect.any(String) },
      },
    ]);
    expect(published.map(({ eventType, bounce }) => bounce?.bounceSubType ?? eventType)).toEqual([
      'Send',
      'General',
      'Send',
      'OnAccountSuppressionList',
    ]);
  });

  it('suppresses after a complaint, and tells of that as a complaint', () => {
    const { list, published, send } = sending({}, { fates: { 'ada@example.com': 'complain' } });

    send('ada@example.com');
    send('ada@example.com');

    expect(list.all).toMatchObject([{ reason: 'COMPLAINT' }]);
    expect(published.map(({ eventType }) => eventType)).toEqual([
      ...['Send', 'Delivery', 'Complaint'],
      ...['Send', 'Complaint'],
    ]);
    expect(published.at(-1)).toMatchObject({ complaint: { complaintSubType: 'OnAccountSuppressionList' } });
  });

  it('keeps to the reasons of the set alone, where it has any', () => {
    const { list, published, send } = sending({ suppressedReasons: ['COMPLAINT'] }, BOUNCES);
    list.put({ address: 'ada@example.org', reason: 'BOUNCE', at: 0 });

    send('ada@example.org');
    send('bob@example.org');

    expect(published.filter(({ bounce }) => bounce).map(({ bounce }) => bounce?.bounceSubType)).toEqual([
      'General',
      'General',
    ]);
    expect(list.get('bob@example.org')).toBeUndefined();
  });

  it('lets neither the simulator nor a delay put anybody on the list', () => {
    const { list, send } = sending({}, { fates: { 'ada@example.com': 'delay' } });

    send('bounce@simulator.amazonses.com', 'complaint@simulator.amazonses.com', 'ada@example.com');

    expect(list.all).toEqual([]);
  });

  it('counts the account, and neither the simulator nor who is suppressed for its reputation', () => {
    const { feedback, send } = sending({}, BOUNCES);

    send('bounce@simulator.amazonses.com', 'ada@example.com', 'bob@example.org', 'cy@example.com');
    send('bob@example.org');

    const { events, reputations } = feedback.takeActivity();
    expect(events.map(({ metric, count }) => [metric, count])).toEqual([
      ['Send', 5],
      ['Bounce', 3],
      ['Delivery', 2],
    ]);
    expect(reputations).toEqual([
      { at: expect.any(Number), configurationSet: undefined, bounceRate: 1 / 3, complaintRate: 0 },
    ]);
  });

  it('has rates of the set where it asks for them', () => {
    const { feedback, send } = sending({ hasReputationMetrics: true });

    send('ada@example.com');

    expect(feedback.takeActivity().reputations.map((each) => each.configurationSet)).toEqual([
      undefined,
      'mail',
    ]);
  });

  it('publishes what happens together together, and each of it as late as asked for', () => {
    const { published, send } = sending(
      {},
      { fates: { 'ada@example.com': 'delay' }, eventDelaySeconds: 3600 },
    );

    send('ada@example.com');

    expect(published.map(({ eventType, at }) => [eventType, (at - ACCEPTED * 1000) / HOURS])).toEqual([
      ['Send', 1],
      ['DeliveryDelay', 1],
      ['Bounce', 15],
    ]);
  });

  it.each([
    [{ loseEventRate: 0.51 }, []],
    [{ loseEventRate: 0.5 }, ['Send', 'Delivery']],
    [{ doubleEventRate: 0.51 }, ['Send', 'Send', 'Delivery', 'Delivery']],
    [{ reorderEvents: true }, ['Delivery', 'Send']],
  ])('publishes with %j %j', (settings, expected) => {
    const { published, send } = sending({}, settings);

    send('ada@example.com');

    expect(published.map(({ eventType }) => eventType)).toEqual(expected);
  });
});
