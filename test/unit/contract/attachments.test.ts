import { describe, expect, it } from '@jest/globals';
import { InvalidNotificationError, parseNotification } from '../../../contract/notification.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const FILE = { filename: 'a.pdf', content: 'aGk=' };

function faultsOf(attachments: unknown): readonly string[] {
  try {
    parseNotification({ ...aNotification(), attachments });
    return [];
  } catch (error) {
    if (error instanceof InvalidNotificationError)
      return error.issues.map(({ field, expected }) => `${field}: ${expected}`);
    throw error;
  }
}

describe('the attachments of a notification', () => {
  it.each([
    [[FILE]],
    [[{ filename: 'Grüße 漢字.txt', content: '' }]],
    [[{ ...FILE, contentType: 'text/plain; charset=utf-8', contentId: 'logo@example.com' }]],
    [[{ filename: 'a.pdf', s3: { bucket: 'my.bucket-1', key: 'in/voices/ä 1.pdf' } }]],
    [Array.from({ length: 495 }, () => FILE)],
    [undefined],
    [null],
    [''],
  ])('are taken as they are: %j', (attachments) => {
    expect(faultsOf(attachments)).toEqual([]);
  });

  it('keep what is known of them', () => {
    const attachments = [{ ...FILE, more: 1 }];

    expect(parseNotification({ ...aNotification(), attachments }).attachments).toEqual([FILE]);
  });

  it.each<[string, unknown, string]>([
    ['one that is no array', FILE, 'attachments: an array'],
    ['no content', [{ filename: 'a.pdf' }], 'attachments.0: either content or s3'],
    [
      'content twice',
      [{ ...FILE, s3: { bucket: 'files', key: 'a' } }],
      'attachments.0: either content or s3',
    ],
    [
      'a content that is not base64',
      [{ ...FILE, content: 'hi!' }],
      'attachments.0.content: base64 without line breaks',
    ],
    [
      'a content with line breaks',
      [{ ...FILE, content: 'aGk=\n' }],
      'attachments.0.content: base64 without line breaks',
    ],
    [
      'a content of half a character',
      [{ ...FILE, content: 'aGk' }],
      'attachments.0.content: base64 without line breaks',
    ],
    [
      'a path',
      [{ ...FILE, filename: '../a.pdf' }],
      'attachments.0.filename: 1 to 255 characters, none of them a slash, a backslash or a control character',
    ],
    [
      'a name of two lines',
      [{ ...FILE, filename: 'a\r\n.pdf' }],
      'attachments.0.filename: 1 to 255 characters, none of them a slash, a backslash or a control character',
    ],
    [
      'a file that SES refuses',
      [FILE, { ...FILE, filename: 'Setup.EXE' }],
      'attachments.1.filename: a file of a kind that SES takes',
    ],
    [
      'several parts in one',
      [{ ...FILE, contentType: 'multipart/mixed' }],
      'attachments.0.contentType: a media type, as in application/pdf, of at most 78 characters',
    ],
    [
      'a header in a type',
      [{ ...FILE, contentType: 'text/plain\r\nX-A: b' }],
      'attachments.0.contentType: a media type, as in application/pdf, of at most 78 characters',
    ],
    [
      'a content id in brackets',
      [{ ...FILE, contentId: '<a>' }],
      'attachments.0.contentId: 1 to 78 characters of ASCII without spaces and angle brackets',
    ],
    [
      'a content id twice',
      [
        { ...FILE, contentId: 'a' },
        { ...FILE, contentId: 'a' },
      ],
      'attachments: a contentId of its own for each',
    ],
    [
      'a bucket that can be none',
      [{ filename: 'a.pdf', s3: { bucket: 'Files', key: 'a' } }],
      "attachments.0.s3.bucket: a bucket's name",
    ],
    [
      'no key',
      [{ filename: 'a.pdf', s3: { bucket: 'files', key: '' } }],
      'attachments.0.s3.key: 1 to 1024 bytes',
    ],
    [
      'more than SES takes',
      Array.from({ length: 496 }, () => FILE),
      'attachments: at most 495 attachments, as SES takes them',
    ],
  ])('are refused with %s', (_, attachments, fault) => {
    expect(faultsOf(attachments)).toEqual([fault]);
  });
});
