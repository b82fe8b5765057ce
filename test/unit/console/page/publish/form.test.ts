import { describe, expect, it } from '@jest/globals';
import type { NotificationForm } from '../../../../../console/api.ts';
import { firstValues, notificationOf } from '../../../../../console/page/publish/form.ts';

const field = (name: string, kind: NotificationForm['fields'][number]['kind']) => ({
  name,
  label: name,
  kind,
  required: false,
  hint: '',
});
const form: NotificationForm = {
  fields: [
    field('subject', 'text'),
    field('recipient', 'list'),
    field('cc', 'list'),
    field('headers', 'json'),
  ],
};

describe('the form of a notification', () => {
  it('leaves out what is empty, and reads lists and JSON', () => {
    const values = {
      subject: 'Hello',
      recipient: ' ada@example.com ',
      cc: '"Lovelace, Ada" <ada@example.com>, bob@example.com,',
      headers: '{"X-Campaign": "spring"}',
    };
    expect(notificationOf(form, values)).toEqual({
      notification: {
        subject: 'Hello',
        recipient: 'ada@example.com',
        cc: ['"Lovelace, Ada" <ada@example.com>', 'bob@example.com'],
        headers: { 'X-Campaign': 'spring' },
      },
      issues: [],
    });
    expect(notificationOf(form, { subject: '', headers: '  ' }).notification).toEqual({});
  });

  it('tells of what is no JSON, by its field', () => {
    expect(notificationOf(form, { headers: '{' }).issues).toMatchObject([{ field: 'headers' }]);
  });

  it('begins with what may be published at once', () => {
    expect(firstValues(form)).toMatchObject({ recipient: 'ada@example.com', cc: '' });
  });
});
