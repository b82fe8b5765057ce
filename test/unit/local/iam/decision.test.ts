import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, type Policies } from '../../../../local/iam/decision.ts';
import type { Statement } from '../../../../local/iam/statement.ts';
import type { JsonObject } from '../../../../template/json.ts';
import { aRequest, policies, QUEUE, ROLE, SNS, statements } from './a-statement.ts';

const NOBODY = { Principal: { AWS: 'arn:aws:iam::000000000000:role/other' } };
const ITSELF = { Principal: { AWS: ROLE.arn } };
const ITS_ROLE = { Principal: { AWS: ROLE.roleArn } };
const ITS_ACCOUNT = { Principal: { AWS: 'arn:aws:iam::000000000000:root' } };
const EVERYBODY = { Principal: '*' };
const THE_SERVICE = { Principal: { Service: SNS.name } };

const identity = (...given: JsonObject[]) => statements('identity', ...given);
const resource = (...given: JsonObject[]) => statements('resource', ...given);
const DENY = { Effect: 'Deny' };

describe('decide, for a role', () => {
  it.each<[string, Partial<Policies>]>([
    ['its policies allow it', { identity: identity({}) }],
    ['its policies and its boundary allow it', { identity: identity({}), boundary: identity({}) }],
    ['the resource’s policy names the session', { resource: resource(ITSELF) }],
    [
      'the resource’s policy names the session, whatever bounds the role',
      { resource: resource(ITSELF), boundary: [] },
    ],
    ['the resource’s policy names the role', { resource: resource(ITS_ROLE) }],
    ['the resource’s policy is for everybody', { resource: resource(EVERYBODY) }],
    ['one of several statements allows it', { identity: identity({ Action: 'ses:*' }, { Action: 'sqs:*' }) }],
    [
      'the statement that denies is about another action',
      { identity: identity({}, { ...DENY, Action: 'ses:*' }) },
    ],
    [
      'the statement that denies is about somebody else',
      { identity: identity({}), resource: resource({ ...DENY, ...NOBODY }) },
    ],
    [
      'it is none of what is denied to all others',
      { identity: identity({}), resource: resource({ ...DENY, NotPrincipal: { AWS: ROLE.roleArn } }) },
    ],
  ])('allows what %s', (_, parts) => {
    expect(decide(ROLE, aRequest(), policies(parts))).toEqual({ isAllowed: true });
  });

  it.each<[string, Partial<Policies>, string, boolean]>([
    ['nothing allows', {}, 'identity-based policy', false],
    ['only a boundary allows', { boundary: identity({}) }, 'identity-based policy', false],
    ['a boundary does not allow', { identity: identity({}), boundary: [] }, 'permissions boundary', false],
    [
      'a boundary does not allow to a role that the resource names',
      { resource: resource(ITS_ROLE), boundary: [] },
      'permissions boundary',
      false,
    ],
    [
      'the resource’s policy leaves to the account',
      { resource: resource(ITS_ACCOUNT) },
      'identity-based policy',
      false,
    ],
    [
      'the resource’s policy allows somebody else',
      { resource: resource(NOBODY) },
      'identity-based policy',
      false,
    ],
    ['its policies deny', { identity: identity({}, DENY) }, 'identity-based policy', true],
    [
      'its policies deny and the resource’s allows',
      { identity: identity(DENY), resource: resource(EVERYBODY) },
      'identity-based policy',
      true,
    ],
    [
      'its boundary denies',
      { identity: identity({}), boundary: identity({}, DENY) },
      'permissions boundary',
      true,
    ],
    [
      'the resource’s policy denies',
      { identity: identity({}), resource: resource({ ...DENY, ...ITS_ROLE }) },
      'resource-based policy',
      true,
    ],
    [
      'the resource’s policy denies to the account',
      { identity: identity({}), resource: resource({ ...DENY, ...ITS_ACCOUNT }) },
      'resource-based policy',
      true,
    ],
    [
      'the resource’s policy denies to all but others',
      { identity: identity({}), resource: resource({ ...DENY, NotPrincipal: NOBODY.Principal }) },
      'resource-based policy',
      true,
    ],
    [
      'is only about another action',
      { identity: identity({ Action: 'sqs:Receive*' }) },
      'identity-based policy',
      false,
    ],
    [
      'is allowed but for this action',
      { identity: identity({ Action: undefined, NotAction: 'sqs:Send*' }) },
      'identity-based policy',
      false,
    ],
    [
      'is allowed on another resource',
      { identity: identity({ Resource: `${QUEUE}-dead` }) },
      'identity-based policy',
      false,
    ],
    [
      'is allowed but for this resource',
      { identity: identity({ Resource: undefined, NotResource: QUEUE }) },
      'identity-based policy',
      false,
    ],
    [
      'is allowed under a condition that does not hold',
      { identity: identity({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }) },
      'identity-based policy',
      false,
    ],
    [
      'is allowed under a condition that cannot be evaluated',
      { identity: identity({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }) },
      'identity-based policy',
      false,
    ],
    [
      'is denied under a condition that cannot be evaluated',
      { identity: identity({}, { ...DENY, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }) },
      'identity-based policy',
      true,
    ],
  ])('refuses what %s', (_, parts, by, isExplicit) => {
    expect(decide(ROLE, aRequest(), policies(parts))).toEqual({ isAllowed: false, by, isExplicit });
  });

  it('does not hold by what cannot be evaluated where the rest of a deny does not hold', () => {
    const Condition = {
      IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
      Bool: { 'aws:SecureTransport': 'false' },
    };
    const denying = identity({}, { ...DENY, Condition });
    const request = aRequest({ context: { 'aws:securetransport': ['true'] } });

    expect(decide(ROLE, request, policies({ identity: denying }))).toEqual({ isAllowed: true });
  });
});

describe('decide, for a service', () => {
  it.each([
    ['names it', THE_SERVICE],
    ['is for everybody', EVERYBODY],
    ['is for every principal of AWS', { Principal: { AWS: '*' } }],
  ])('allows what a resource’s policy that %s allows', (_, principal) => {
    expect(decide(SNS, aRequest(), policies({ resource: resource(principal) }))).toEqual({ isAllowed: true });
  });

  it.each<[string, Statement[], boolean]>([
    ['there is no policy', [], false],
    ['names another service', resource({ Principal: { Service: 'ses.amazonaws.com' } }), false],
    ['names the account', resource(ITS_ACCOUNT), false],
    ['denies', resource(THE_SERVICE, { ...DENY, ...EVERYBODY }), true],
  ])('refuses where the resource’s policy %s', (_, own, isExplicit) => {
    expect(decide(SNS, aRequest(), policies({ resource: own }))).toEqual({
      isAllowed: false,
      by: 'resource-based policy',
      isExplicit,
    });
  });
});

describe('the laws of decisions', () => {
  const action = fc.constantFrom('*', 'sqs:*', 'sqs:SendMessage', 'sqs:Send*', 'ses:*', 'SQS:sendmessage');
  const target = fc.constantFrom('*', QUEUE, `${QUEUE}*`, 'arn:aws:sqs:*:*:other');
  const condition = fc.constantFrom<JsonObject>(
    {},
    { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '1' } } },
    { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
  );
  const principal = fc.constantFrom<JsonObject>(
    EVERYBODY,
    ITSELF,
    ITS_ROLE,
    ITS_ACCOUNT,
    NOBODY,
    THE_SERVICE,
    {
      NotPrincipal: NOBODY.Principal,
    },
  );
  const effect = fc.constantFrom('Allow', 'Deny');
  const ofRole = fc
    .tuple(effect, action, target, condition)
    .map(([Effect, Action, Resource, extra]) => ({ Effect, Action, Resource, ...extra }) as JsonObject);
  const ofResource = fc.tuple(ofRole, principal).map(([statement, who]) => ({ ...statement, ...who }));
  const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 });
  const caller = fc.constantFrom(ROLE, SNS);
  const request = aRequest({
    context: { 'aws:securetransport': ['true'], 'aws:principalaccount': ['000000000000'] },
  });
  const everything = fc.record({
    identity: some(ofRole).map((each) => identity(...each)),
    boundary: fc.option(
      some(ofRole).map((each) => identity(...each)),
      { nil: undefined },
    ),
    resource: some(ofResource).map((each) => resource(...each)),
  });
  const place = fc.constantFrom('identity' as const, 'boundary' as const, 'resource' as const);

  const withMore = (all: Policies, where: keyof Policies, more: JsonObject): Policies => {
    // A boundary where there was none bounds; it is no statement more.
    if (where === 'boundary' && all.boundary === undefined) return all;
    const added = where === 'resource' ? resource(more) : identity(more);
    return { ...all, [where]: [...(all[where] ?? []), ...added] };
  };

  it('have no allow that turns an allow into a refusal', () => {
    fc.assert(
      fc.property(caller, everything, place, ofResource, (who, all, where, more) => {
        fc.pre(decide(who, request, all).isAllowed);

        expect(decide(who, request, withMore(all, where, { ...more, Effect: 'Allow' })).isAllowed).toBe(true);
      }),
    );
  });

  it('have no deny that turns a refusal into an allow', () => {
    fc.assert(
      fc.property(caller, everything, place, ofResource, (who, all, where, more) => {
        fc.pre(!decide(who, request, all).isAllowed);

        expect(decide(who, request, withMore(all, where, { ...more, Effect: 'Deny' })).isAllowed).toBe(false);
      }),
    );
  });

  it('do not depend on the order of statements', () => {
    fc.assert(
      fc.property(caller, everything, (who, all) => {
        const reversed = {
          identity: all.identity.toReversed(),
          boundary: all.boundary?.toReversed(),
          resource: all.resource.toReversed(),
        };

        expect(decide(who, request, reversed)).toEqual(decide(who, request, all));
      }),
    );
  });
});
