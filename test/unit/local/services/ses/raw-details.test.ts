import { describe, expect, it } from '@jest/globals';
import { withDetails } from '../../../../../local/services/ses/raw-details.ts';

const NOTHING = { blindCopies: [], headers: undefined, tags: undefined };

describe('an email that the emulator has read', () => {
  it.each([
    ['ada@example.com, eve@example.com', ['ada@example.com', 'eve@example.com']],
    [
      '"Lovelace, Ada" <ada@example.com>,Eve <eve@example.com>',
      ['"Lovelace, Ada" <ada@example.com>', 'Eve <eve@example.com>'],
    ],
    ['"A \\"B\\", C" <ada@example.com>', ['"A \\"B\\", C" <ada@example.com>']],
    ['"a,b"@example.com', ['"a,b"@example.com']],
    ['', []],
  ])('has each of several recipients by itself, of %j', (header, recipients) => {
    const { destination } = withDetails(
      { destination: { to: [header], cc: [header], bcc: [header] } },
      NOTHING,
    );

    expect(destination).toEqual({ to: recipients, cc: recipients, bcc: recipients });
  });

  it('has those of blind copies behind the ones that its headers name', () => {
    const email = { destination: { to: ['ada@example.com'], cc: [], bcc: ['kim@example.com'] } };

    expect(withDetails(email, { ...NOTHING, blindCopies: ['lee@example.com'] }).destination.bcc).toEqual([
      'kim@example.com',
      'lee@example.com',
    ]);
  });
});
