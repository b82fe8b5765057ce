import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AllowedRecipient,
  isAllowed,
  parseAllowedRecipient,
} from '../../../contract/allowed-recipient.ts';
import { parseEmailAddress } from '../../../contract/email-address.ts';
import type { Notification } from '../../../contract/notification.ts';
import { listOf } from '../../../contract/recipients.ts';
import { guarded } from '../../../handlers/guard.ts';
import { anyNotification } from '../../support/any/any-notification.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

function allowing(...entries: string[]): AllowedRecipient[] {
  return entries.map((entry) => parseAllowedRecipient(entry) as AllowedRecipient);
}

const NOBODY = { deliverOnlyTo: undefined, redirectTo: undefined };
const ONLY = { deliverOnlyTo: allowing('@example.org'), redirectTo: undefined };
const REDIRECTED = { deliverOnlyTo: undefined, redirectTo: 'Team <team@example.net>' };
const BOTH = { ...REDIRECTED, ...{ deliverOnlyTo: ONLY.deliverOnlyTo } };

describe('guarded', () => {
  it('leaves everything as it is where there is no guard', () => {
    const notification = aNotification();

    expect(guarded(notification, NOBODY)).toStrictEqual({ email: notification, withheld: 0 });
  });

  it.each([
    ['deliverOnlyTo', ONLY],
    ['redirectTo beside it', BOTH],
  ])('leaves what goes to those alone who are allowed as it is, by %s', (_, guard) => {
    const notification = aNotification({ recipient: 'Kim <KIM@Example.org>', cc: ['lee+a@example.org'] });

    expect(guarded(notification, guard).email).toBe(notification);
  });

  it('leaves out who is not allowed, wherever they stand', () => {
    const notification = aNotification({
      recipient: ['ada@example.com', 'Kim <kim@example.org>'],
      cc: 'ada@example.com',
      bcc: ['lee@example.org', 'max@example.com'],
    });

    expect(guarded(notification, ONLY)).toEqual({
      email: {
        ...notification,
        recipient: ['Kim <kim@example.org>'],
        cc: undefined,
        bcc: ['lee@example.org'],
      },
      withheld: 3,
    });
  });

  it('leaves copies where nobody else is left', () => {
    const notification = aNotification({ bcc: 'lee@example.org' });

    expect(guarded(notification, ONLY).email).toMatchObject({ recipient: [], bcc: ['lee@example.org'] });
  });

  it('has nothing to send where nobody is left', () => {
    expect(guarded(aNotification({ cc: 'max@example.com' }), ONLY)).toEqual({
      email: undefined,
      withheld: 2,
    });
  });

  it('redirects everything, and says in the subject for whom it was', () => {
    const notification = aNotification({ recipient: 'Ada <ada@example.com>', cc: 'kim@example.org' });

    expect(guarded(notification, REDIRECTED)).toEqual({
      email: {
        ...notification,
        recipient: ['Team <team@example.net>'],
        cc: undefined,
        bcc: undefined,
        subject: '(for ada@example.com, kim@example.org) Welcome',
      },
      withheld: 2,
    });
  });

  it('tells three of many, and how many more there are', () => {
    const recipient = ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com', 'e@example.com'];

    expect(guarded(aNotification({ recipient }), REDIRECTED).email?.subject).toBe(
      '(for a@example.com, b@example.com, c@example.com, 2 more) Welcome',
    );
  });

  it('leaves those who are allowed, and redirects for the others, with both', () => {
    const notification = aNotification({ recipient: 'ada@example.com', cc: 'kim@example.org' });

    expect(guarded(notification, BOTH).email).toMatchObject({
      recipient: ['Team <team@example.net>'],
      cc: ['kim@example.org'],
      subject: '(for ada@example.com) Welcome',
    });
  });

  it('does not send twice to whom it redirects', () => {
    const notification = aNotification({ recipient: 'ada@example.com', cc: 'TEAM@example.net' });

    expect(guarded(notification, REDIRECTED).email).toMatchObject({
      recipient: [],
      cc: ['TEAM@example.net'],
    });
  });

  it('reaches nobody whom it must not reach', () => {
    const anyGuard = fc.record({
      deliverOnlyTo: fc.option(
        fc.constantFrom(allowing('@example.org'), allowing('@example.com'), allowing('a@example.com'), []),
        { nil: undefined },
      ),
      redirectTo: fc.option(fc.constant('team@example.net'), { nil: undefined }),
    });
    const addressesOf = ({ recipient, cc, bcc }: Notification) =>
      [recipient, cc, bcc].flatMap(listOf).map((text) => parseEmailAddress(text)?.address as string);

    fc.assert(
      fc.property(anyNotification, anyGuard, (notification, guard) => {
        fc.pre(guard.deliverOnlyTo !== undefined || guard.redirectTo !== undefined);
        const { email, withheld } = guarded(notification, guard);
        const before = addressesOf(notification);
        const after = email ? addressesOf(email) : [];
        const mayGet = (address: string) => isAllowed(address, guard.deliverOnlyTo ?? []);

        expect(after.filter((address) => !mayGet(address) && address !== guard.redirectTo)).toEqual([]);
        expect(after.filter(mayGet)).toEqual(before.filter(mayGet));
        expect(withheld).toBe(before.filter((address) => !mayGet(address)).length);
        expect(email === undefined).toBe(after.length === 0);
      }),
    );
  });
});
