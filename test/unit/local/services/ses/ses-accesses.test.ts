import { describe, expect, it } from '@jest/globals';
import { bareAddress, displayName } from '../../../../../local/services/ses/mailbox.ts';
import type { Sending } from '../../../../../local/services/ses/sending.ts';
import { sendAccesses } from '../../../../../local/services/ses/ses-accesses.ts';

const PLACE = { region: 'eu-west-1', accountId: '000000000000' };
const ARN = 'arn:aws:ses:eu-west-1:000000000000:';

const aSending = (parts: Partial<Sending> = {}): Sending => ({
  ...{ action: 'SendEmail', apiVersion: '1', from: 'Ada <ada@mail.example.com>' },
  ...{ recipients: ['bob@example.org'], feedbackAddress: undefined, configurationSet: undefined },
  ...parts,
});

describe('sendAccesses', () => {
  /** The resources of each access, without what all ARNs begin with. */
  const resourcesOf = (sending: Sending, verified?: readonly string[]) =>
    sendAccesses(sending, verified, PLACE).map(({ resources }) =>
      resources.map((arn) => arn.replace(ARN, '')),
    );

  it('wants, of the sender’s address and its domains, any one where everything is verified', () => {
    expect(resourcesOf(aSending())).toEqual([
      ['identity/ada@mail.example.com', 'identity/mail.example.com', 'identity/example.com'],
    ]);
  });

  it.each([
    [
      'the address',
      ['ada@mail.example.com', 'example.com', 'bob@example.org'],
      'identity/ada@mail.example.com',
    ],
    [
      'the closest domain',
      ['Example.com', 'mail.example.com', 'bob@example.org'],
      'identity/mail.example.com',
    ],
    ['a domain above', ['example.com', 'bob@example.org'], 'identity/example.com'],
  ])(
    'wants in the sandbox the identity of the sender, %s, and those of recipients',
    (_, verified, expected) => {
      expect(resourcesOf(aSending(), verified)).toEqual([[expected], ['identity/bob@example.org']]);
    },
  );

  it('wants no identity of the mailbox simulator, nor one twice', () => {
    const recipients = ['success@simulator.amazonses.com', 'a@example.com', 'b@example.com'];

    expect(resourcesOf(aSending({ recipients }), ['example.com'])).toEqual([
      ['identity/example.com'],
      ['identity/example.com'],
    ]);
  });

  it('wants the configuration set that is used', () => {
    expect(resourcesOf(aSending({ configurationSet: 'tracked' })).at(-1)).toEqual([
      'configuration-set/tracked',
    ]);
  });

  it('tells addresses without display names', () => {
    const sending = aSending({
      recipients: ['Bob <bob@example.org>'],
      feedbackAddress: 'Bounces <b@example.com>',
    });

    expect(sendAccesses(sending, undefined, PLACE)[0]).toMatchObject({
      action: 'ses:SendEmail',
      context: {
        'ses:apiversion': ['1'],
        'ses:feedbackaddress': ['b@example.com'],
        'ses:fromaddress': ['ada@mail.example.com'],
        'ses:fromdisplayname': ['Ada'],
        'ses:recipients': ['bob@example.org'],
      },
    });
  });
});

describe('a mailbox', () => {
  it.each([
    ['ada@example.com', 'ada@example.com', undefined],
    ['Ada Lovelace <ada@example.com>', 'ada@example.com', 'Ada Lovelace'],
    ['"Lovelace, Ada" <ada@example.com>', 'ada@example.com', 'Lovelace, Ada'],
    ['<ada@example.com>', 'ada@example.com', undefined],
    [' ada@example.com ', 'ada@example.com', undefined],
  ])('%j has the address %s and the name %j', (mailbox, address, name) => {
    expect([bareAddress(mailbox), displayName(mailbox)]).toEqual([address, name]);
  });
});
