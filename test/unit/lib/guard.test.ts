import { describe, expect, it } from '@jest/globals';
import { Lazy, Token } from 'aws-cdk-lib';
import { aPipeline, environmentOf } from '../../support/construct/pipeline-template.ts';

describe('deliverOnlyTo', () => {
  it('reaches the emailer as JSON', () => {
    const pipeline = aPipeline({ deliverOnlyTo: ['@example.com', 'ada@example.org'] });

    expect(environmentOf(pipeline)).toMatchObject({
      MAILROOM_DELIVER_ONLY_TO: '["@example.com","ada@example.org"]',
    });
    expect(environmentOf(pipeline)).not.toHaveProperty('MAILROOM_REDIRECT_TO');
  });

  it('may be empty, so that nothing is sent', () => {
    expect(environmentOf(aPipeline({ deliverOnlyTo: [] }))).toMatchObject({ MAILROOM_DELIVER_ONLY_TO: '[]' });
  });

  it('lets everybody through where it is left out, as in production', () => {
    expect(environmentOf(aPipeline({ deliverOnlyTo: undefined }))).not.toHaveProperty(
      'MAILROOM_DELIVER_ONLY_TO',
    );
  });

  it.each([
    ['', '""'],
    ['@example.com', '"@example.com"'],
    [null, 'null'],
  ])('is refused where it is no array: %j', (deliverOnlyTo, got) => {
    expect(() => aPipeline({ deliverOnlyTo: deliverOnlyTo as never })).toThrow(
      "Backend/Notifications: deliverOnlyTo: expected an array of addresses and domains, as in ['@example.com'], got " +
        `${got}; write out its entries`,
    );
  });

  it('is refused where the whole of it is a token', () => {
    expect(() => aPipeline({ deliverOnlyTo: Token.asList({ Ref: 'Allowed' }) })).toThrow(
      /write out its entries$/,
    );
  });

  it.each([
    ['example.com', '"example.com"'],
    ['@*.example.com', '"@*.example.com"'],
    ['Ada <ada@example.org>', '"Ada <ada@example.org>"'],
    [undefined, 'undefined'],
  ])('is refused with an entry that is neither address nor domain: %j', (entry, got) => {
    expect(() => aPipeline({ deliverOnlyTo: ['@example.com', entry as never] })).toThrow(
      'Backend/Notifications: deliverOnlyTo: expected addresses without a name, ada@example.org, and domains, ' +
        `@example.com, got ${got}; give those that may get emails`,
    );
  });

  it('is refused where a function has no room for it', () => {
    const deliverOnlyTo = Array.from({ length: 200 }, (_, n) => `a${n}@example.com`);

    expect(() => aPipeline({ deliverOnlyTo })).toThrow(
      /deliverOnlyTo: expected at most 2000 characters as JSON, .* give domains in place of addresses$/,
    );
  });

  it('may have tokens as entries', () => {
    const entry = Lazy.string({ produce: () => '@late.example' });

    expect(environmentOf(aPipeline({ deliverOnlyTo: [entry] }))).toMatchObject({
      MAILROOM_DELIVER_ONLY_TO: '["@late.example"]',
    });
  });
});

describe('redirectTo', () => {
  it('reaches the emailer as given, beside deliverOnlyTo', () => {
    const pipeline = aPipeline({ deliverOnlyTo: ['@example.com'], redirectTo: 'Team <team@example.com>' });

    expect(environmentOf(pipeline)).toMatchObject({
      MAILROOM_DELIVER_ONLY_TO: '["@example.com"]',
      MAILROOM_REDIRECT_TO: 'Team <team@example.com>',
    });
  });

  it.each(['', '@example.com', null as never])('is refused where it is no address: %j', (redirectTo) => {
    expect(() => aPipeline({ redirectTo })).toThrow(
      /^Backend\/Notifications: redirectTo: expected an email address, as in team@example.com, got .*; give the one that gets/,
    );
  });
});
