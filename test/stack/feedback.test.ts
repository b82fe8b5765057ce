import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NotificationStatus, NotificationStatusReader } from '../../status/index.ts';
import { eventually } from '../support/eventually.ts';
import { Ledger, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

const simulated = (mailbox: string) => `${mailbox}@simulator.amazonses.com`;

/** What SES tells on the local stack, from the send to the history. */
describe('what becomes of an email', () => {
  let ledger: Ledger;
  let reader: NotificationStatusReader;
  let client: DynamoDBClient;

  beforeAll(async () => {
    ledger = await Ledger.open({ ...WITH_FEEDBACK, sendRate: 14 });
    client = new DynamoDBClient({
      region: 'us-east-1',
      endpoint: ledger.stack.endpoints.dynamodb,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    reader = new NotificationStatusReader({ tableName: ledger.pipeline.tableName as string, client });
  });

  afterAll(async () => {
    client.destroy();
    await ledger.close();
  });

  /** What is told of a notification once there are so many events of it. */
  function toldOf(id: string, events: number): Promise<NotificationStatus> {
    return eventually(
      () => reader.status(id),
      (status) => kindsOf(status).length >= events,
    );
  }

  it.each([
    ['success', 'delivered', {}, ['accepted', 'delivered']],
    ['bounce', 'bounced', { type: 'Permanent', status: '5.1.1' }, ['accepted', 'bounced']],
    ['complaint', 'complained', { type: 'abuse' }, ['accepted', 'complained', 'delivered']],
  ] as const)('of %s@ is that it was %s', async (mailbox, state, facts, kinds) => {
    await ledger.publish([mailbox], { recipient: simulated(mailbox) });

    const status = await toldOf(mailbox, kinds.length);

    expect(status).toMatchObject({ state, sesMessageId: expect.any(String), ...facts });
    expect(kindsOf(status)).toEqual(kinds);
    expect(JSON.stringify(status)).not.toContain('@');
  });

  it('is suppressed, the next time, to who bounced', async () => {
    await ledger.stack.ses.configure({ fates: { 'gone@example.com': 'bounce' } });
    await ledger.publish(['first'], { recipient: 'gone@example.com' });
    await toldOf('first', 2);

    await ledger.publish(['second'], { recipient: 'gone@example.com' });

    expect(await toldOf('second', 2)).toMatchObject({ state: 'suppressed', type: 'Permanent' });
  });

  it('is the same where its events come late, twice and last first', async () => {
    await ledger.stack.ses.configure({ doubleEventRate: 1, reorderEvents: true, eventDelaySeconds: 600 });

    await ledger.publish(['late'], { recipient: simulated('complaint') });

    const status = await toldOf('late', 3);
    expect(status.state).toBe('complained');
    expect(kindsOf(status)).toEqual(['accepted', 'complained', 'delivered']);
  });

  it('leaves nothing in the queues of feedback, SES’s notice of having tried the topic included', async () => {
    await ledger.drained();

    expect(ledger.logged('Feedback not kept')).toEqual([]);
  });
});

function kindsOf(status: NotificationStatus): string[] {
  return 'history' in status ? status.history.map(({ kind }) => kind).sort() : [];
}
