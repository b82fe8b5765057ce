import { describe, expect, it } from '@jest/globals';
import { nextSteps, type Surroundings } from '../../../../cli/show/next-steps.ts';
import { storyState } from '../../../../cli/show/story-state.ts';
import type { Story } from '../../../../ops/story/read-story.ts';
import { aDeadLetterOf } from '../../../support/messages/a-dead-letter.ts';
import { anEntry, anEvent, aStory, found, someSurroundings } from './a-story.ts';

const LOG = `aws logs tail "$(aws lambda get-function-configuration --function-name Mail-Emailer --query LoggingConfig.LogGroup --output text --region eu-west-1)" --since 1d --filter-pattern`;

function stepsOf(parts: Partial<Story>, surroundings: Partial<Surroundings> = {}) {
  const story = aStory(parts);
  return nextSteps(story, storyState(story), someSurroundings(surroundings));
}

const commandsOf = (...args: Parameters<typeof stepsOf>) =>
  stepsOf(...args).flatMap(({ commands }) => commands);
const textOf = (...args: Parameters<typeof stepsOf>) =>
  stepsOf(...args)
    .map(({ text }) => text)
    .join('\n');

describe('what to do about a notification', () => {
  it('is nothing once it is delivered, or on its way', () => {
    expect(stepsOf({ table: anEntry([anEvent('delivered', 1)]) })).toEqual([]);
    expect(stepsOf({ table: anEntry([anEvent('delayed', 1)]) })).toEqual([]);
  });

  it('is to look at a dead letter, and at what helps those like it', () => {
    const letters = found(aDeadLetterOf('order-1'));

    expect(commandsOf({ deadLetters: letters })).toEqual([
      'npx amplify-mailroom dlq show 11111111-0000-4000-8000-000000000000 --outputs prod.json',
      'npx amplify-mailroom dlq list --reason message-rejected --outputs prod.json',
    ]);
    expect(commandsOf({ undelivered: letters })[0]).toContain('dlq show 1111');
    expect(commandsOf({ undelivered: letters })[0]).toContain(' --undelivered --outputs prod.json');
  });

  it('is to correct an address that bounced for good, and to publish under another id', () => {
    const table = anEntry([anEvent('bounced', 1, { type: 'Permanent' })]);

    expect(commandsOf({ table })).toEqual([
      'npx amplify-mailroom suppressed list --outputs prod.json',
      'npx amplify-mailroom suppressed remove ADDRESS --outputs prod.json',
    ]);
    expect(textOf({ table })).toContain('another id');
  });

  it('blames no address that bounced for the moment', () => {
    const table = anEntry([anEvent('bounced', 1, { type: 'Transient', subtype: 'MailboxFull' })]);

    expect(commandsOf({ table })).toEqual([]);
    expect(textOf({ table })).toMatch(/may work later/);
  });

  it('is to take a recipient off the list that SES suppressed', () => {
    expect(commandsOf({ table: anEntry([anEvent('suppressed', 1)]) })[1]).toContain(
      'suppressed remove ADDRESS',
    );
  });

  it('is to wait while SES has not told yet, and to look at the feedback later', () => {
    expect(stepsOf({ table: anEntry([anEvent('accepted', 60)]) })).toEqual([
      { text: 'SES tells within minutes whether it was delivered.', commands: [] },
    ]);
    expect(commandsOf({ table: anEntry([anEvent('accepted', 3_600)]) })).toEqual([
      'npx amplify-mailroom status --outputs prod.json',
    ]);
    expect(textOf({ table: anEntry([]) }, { hasFeedback: false })).toContain('no feedback');
  });

  describe('where nothing is known of it', () => {
    it('tells how many wait, where it may be among, and where else to look', () => {
      const queue = { value: { visible: 4_000, inFlight: 20, delayed: 0 } };

      expect(textOf({ queue })).toContain('among the 4,020 in the queue');
      expect(commandsOf({ queue })).toEqual([
        'npx amplify-mailroom status --outputs prod.json',
        `${LOG} '"order-1"' --region eu-west-1`,
      ]);
      expect(commandsOf({})).toEqual([`${LOG} '"order-1"' --region eu-west-1`]);
    });

    it('says of an address that nothing is kept by it', () => {
      expect(stepsOf({}, { asked: 'a***@example.com' })).toEqual([
        { text: expect.stringContaining('Nothing is kept by an address'), commands: [] },
      ]);
    });

    it('leads from SES’s own id to the notification’s', () => {
      const asked = '0102018c2f3a4b5c-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-000000';

      expect(stepsOf({}, { asked })).toEqual([
        {
          text: expect.stringContaining('one of SES’s ids'),
          commands: [expect.stringContaining(`"${asked}"`)],
        },
      ]);
    });

    it('sends nobody of a local stack to CloudWatch, and nobody with an id that the shell or the log would misread', () => {
      expect(commandsOf({}, { isLocal: true })).toEqual([]);
      expect(textOf({}, { isLocal: true })).toContain('where the local stack runs');
      expect(commandsOf({}, { asked: `a"b$(rm)'` })).toEqual([]);
      expect(commandsOf({}, { emailer: undefined })).toEqual([]);
    });
  });
});
