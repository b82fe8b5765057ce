import { describe, expect, it } from '@jest/globals';
import { HISTORY_KINDS } from '../../../contract/history.ts';
import { NOTIFICATION_FIELDS } from '../../../contract/notification.ts';
import { casesOf, membersOf } from '../../../scripts/document/docstrings.ts';

const namesOf = (file: string, declaration: string) => membersOf(file, declaration).map(({ name }) => name);

describe('membersOf', () => {
  it('reads an interface with its defaults and its sources', () => {
    const members = membersOf('lib/monitoring/props.ts', 'AlarmThresholds');

    expect(members.map(({ name, byDefault, sources }) => ({ name, byDefault, sources }))).toEqual([
      {
        name: 'oldAfter',
        byDefault: '`Duration.minutes(15)`, or half of `retryFor` where that is less',
        sources: [],
      },
      {
        name: 'dailyQuotaUsedPercent',
        byDefault: '`80`',
        sources: ['https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html'],
      },
    ]);
  });

  it('reads a class as far as it is public, methods with their parameters', () => {
    const names = namesOf('lib/custom-notifications.ts', 'CustomNotifications');

    expect(names).toEqual(expect.arrayContaining(['topic', 'outputs', 'grantPublish(grantee)']));
    expect(names).toContain('addPublisher(fn, environmentVariable?)');
    expect(names.filter((name) => /^#|createEmailer|constructor|statusTable/.test(name))).toEqual([]);
  });

  it('reads the object that a function returns', () => {
    expect(namesOf('contract/notification.ts', 'fields')).toEqual(NOTIFICATION_FIELDS);
  });

  it('writes a text in one line, from which a table can be made', () => {
    const [{ text } = { text: '' }] = membersOf('contract/reasons.ts', 'GIVEN_UP');

    expect(text).toBe('The payload does not follow the schema of a notification.');
  });

  it('refuses what is not there', () => {
    expect(() => membersOf('lib/props.ts', 'NoSuchProps')).toThrow(
      'lib/props.ts declares no NoSuchProps with members.',
    );
  });
});

describe('casesOf', () => {
  it('reads a union, each case with the comment before it and with what it has', () => {
    const cases = casesOf('status/notification-status.ts', 'NotificationStatus', 'state');

    expect(cases.map(({ name }) => name)).toEqual(['unknown', 'sending', ...HISTORY_KINDS]);
    expect(cases.filter(({ text }) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
    expect(cases.find(({ name }) => name === 'delayed')?.properties).toEqual([
      { name: 'until', text: 'Until when SES tries on, in ISO 8601.' },
      { name: 'type', text: "Why, in SES's words: `MailboxFull`." },
    ]);
  });

  it('refuses what is no union', () => {
    expect(() => casesOf('status/notification-status.ts', 'NoSuchType', 'state')).toThrow(
      'status/notification-status.ts declares no union NoSuchType.',
    );
  });
});
