import { describe, expect, it } from '@jest/globals';
import { requireVerified } from '../../../../../local/services/ses/sandbox.ts';
import { signedRegion } from '../../../../../local/services/ses/signed-region.ts';

describe('requireVerified', () => {
  it.each([
    ['an address', 'ada@example.com', ['ada@example.com']],
    ['an address behind a name', 'Ada <ada@example.com>', ['ada@example.com']],
    ['an address of a domain', 'ada@example.com', ['example.com']],
    ['an address of a domain in other letters', 'ada@EXAMPLE.com', ['Example.COM']],
    ['an address of a subdomain', 'ada@mail.example.com', ['example.com']],
    ['the mailbox simulator', 'bounce@simulator.amazonses.com', []],
  ])('takes %s', (_, address, verified) => {
    expect(() => requireVerified([address], verified, 'us-east-1')).not.toThrow();
  });

  it.each([
    ['another address', 'eve@example.com', ['ada@example.com']],
    ['an address in other letters', 'Ada@example.com', ['ada@example.com']],
    ['a domain that only ends alike', 'ada@notexample.com', ['example.com']],
    ['anyone where nothing is verified', 'ada@example.com', []],
  ])('refuses %s', (_, address, verified) => {
    expect(() => requireVerified([address], verified, 'us-east-1')).toThrow(/^Email address is not verified/);
  });

  it('names every address that fails, once, as its caller wrote it, and the region', () => {
    const addresses = ['Sender <sender@example.com>', 'ada@example.com', 'bob@other.com', 'ada@example.com'];
    const answer = { code: 'MessageRejected', status: 400 };

    expect(() => requireVerified(addresses, ['other.com'], 'eu-west-1')).toThrow(
      expect.objectContaining({
        message:
          'Email address is not verified. The following identities failed the check in region EU-WEST-1: Sender <sender@example.com>, ada@example.com',
        ...{ v1: answer, v2: answer, outcome: 'refused' },
      }),
    );
  });
});

describe('signedRegion', () => {
  it.each([
    [
      'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/ses/aws4_request, SignedHeaders=host',
      'eu-west-1',
    ],
    ['AWS4-HMAC-SHA256 local', 'us-east-1'],
    [undefined, 'us-east-1'],
  ])('reads of %j %s', (authorization, region) => {
    expect(signedRegion({ authorization })).toBe(region);
  });
});
