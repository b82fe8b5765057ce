import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoryDocument } from '../../cli/show/document.ts';
import type { StatusDocument } from '../../cli/status/document.ts';
import type { SuppressedDocument } from '../../cli/suppressed/list/document.ts';
import { mailroomHere } from '../support/command/a-command-here.ts';
import { Operator } from '../support/command/an-operator.ts';
import { eventually } from '../support/eventually.ts';
import { WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

let operator: Operator;

beforeAll(async () => {
  operator = await Operator.open(WITH_FEEDBACK);
});

afterAll(() => operator.close());

async function told<Document>(...args: readonly string[]): Promise<Document> {
  const { stdout } = await mailroomHere(operator.folder, [...args, '--json']);
  return JSON.parse(stdout) as Document;
}

const valueIn = <Value>(part: { value: Value } | { unavailable: string }): Value | undefined =>
  'value' in part ? part.value : undefined;

describe('what operators are told of what SES told', () => {
  it.each([
    ['success@simulator.amazonses.com', 'delivered', ['accepted', 'delivered']],
    ['bounce@simulator.amazonses.com', 'bounced', ['accepted', 'bounced']],
    ['complaint@simulator.amazonses.com', 'complained', ['accepted', 'delivered', 'complained']],
    ['suppressionlist@simulator.amazonses.com', 'bounced', ['accepted', 'bounced']],
  ])('show tells of an email to %s that it is %s', async (recipient, state, events) => {
    const id = `to-${recipient.split('@')[0]}`;
    await operator.ledger.publish([id], { recipient });

    const story = await eventually(
      () => told<StoryDocument>('show', id),
      (document) => document.state === state && document.story.length === events.length,
    );

    expect(story.story.map(({ event }) => event).toSorted()).toEqual(events.toSorted());
    expect(story.sesMessageIds).toHaveLength(1);
  });

  it('status counts them', async () => {
    const { feedback } = await eventually(
      () => told<StatusDocument>('status'),
      (status) => (valueIn(status.feedback)?.lastDay.complained ?? 0) > 0,
    );

    expect(valueIn(feedback)).toMatchObject({
      lastDay: { delivered: 2, complained: 1 },
      waiting: 0,
      deadLetters: 0,
    });
  });

  it('suppressed list has an address that bounced, until it is taken off', async () => {
    const { ses } = operator.ledger.stack;
    await ses.configure({ fates: { 'gone@example.com': 'bounce' } });
    await operator.ledger.publish(['to-gone'], { recipient: 'gone@example.com' });
    const { addresses } = await eventually(
      () => told<SuppressedDocument>('suppressed', 'list', '--show-recipients'),
      (list) => list.addresses.length > 0,
    );
    expect(addresses).toMatchObject([{ address: 'gone@example.com', reason: 'bounce' }]);

    await operator.ledger.publish(['to-gone-again'], { recipient: 'gone@example.com' });
    await eventually(
      () => told<StoryDocument>('show', 'to-gone-again'),
      ({ state }) => state === 'suppressed',
    );

    await ses.configure({ fates: {} });
    await mailroomHere(operator.folder, ['suppressed', 'remove', 'gone@example.com', '--yes']);
    await operator.ledger.publish(['to-gone-at-last'], { recipient: 'gone@example.com' });
    await eventually(
      () => told<StoryDocument>('show', 'to-gone-at-last'),
      ({ state }) => state === 'delivered',
    );
  });
});
