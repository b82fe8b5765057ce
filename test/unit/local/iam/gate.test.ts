import { describe, expect, it } from '@jest/globals';
import { type Access, Gate } from '../../../../local/iam/gate.ts';
import type { FunctionRole, Permissions } from '../../../../local/iam/permissions.ts';
import { permissionsReport } from '../../../../local/iam/permissions-report.ts';
import { type Refusal, refusalMessage } from '../../../../local/iam/refusal.ts';
import { ownContext } from '../../../../local/iam/request-context.ts';
import type { JsonObject } from '../../../../template/json.ts';
import { QUEUE, ROLE, SNS, statements } from './a-statement.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:mail';
const WORK = {
  ...ROLE,
  accessKeyId: 'ASIAWORK',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:work',
};

interface AGate {
  readonly identity?: JsonObject[];
  readonly resources?: Permissions['resources'];
  readonly now?: () => number;
}

/** A gate that enforces, and the refusals that it tells. */
function aGate({ identity = [], resources = {}, now }: AGate = {}) {
  const told: Refusal[] = [];
  const gate = new Gate((refusal) => told.push(refusal), now);
  const role: FunctionRole = { ...WORK, identity: statements('identity', ...identity), boundary: undefined };
  const permissions = {
    region: 'us-east-1',
    accountId: '000000000000',
    roles: [role],
    resources,
    proxyQueues: {},
  };
  gate.enforce(permissions);
  return { gate, told, role, report: () => permissionsReport(gate.permissions, [gate.accesses]) };
}

const access = (parts: Partial<Access> = {}): Access => ({
  ...{ action: 'sqs:SendMessage', resources: [QUEUE], context: {} },
  ...parts,
});

const signedBy = (key: string) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`;

describe('a gate', () => {
  it('knows a function by the access key that signs its request', () => {
    const { gate, role } = aGate();

    expect(gate.callerOf(signedBy('ASIAWORK'))).toBe(role);
  });

  it.each([['local'], ['ASIAOTHER'], ['AKIASOMEBODY']])('takes %s for the operator', (key) => {
    expect(aGate().gate.callerOf(signedBy(key))).toBeUndefined();
  });

  it.each([undefined, '', 'Bearer x', 'Credential='])('takes whoever sends %j for the operator', (header) => {
    expect(aGate().gate.callerOf(header)).toBeUndefined();
  });

  it('is open until it enforces', () => {
    const gate = new Gate();

    expect(gate.callerOf(signedBy('ASIAWORK'))).toBeUndefined();
    expect(
      gate.refusalOfService({ name: SNS.name, sourceArn: TOPIC }, 'sqs:SendMessage', QUEUE),
    ).toBeUndefined();
  });

  it('refuses what one of several accesses is not allowed', () => {
    const { gate, role } = aGate({ identity: [{ Action: 'sqs:SendMessage' }] });
    const needed = [access(), access({ action: 'sqs:DeleteMessage' })];

    expect(gate.refusalOf(role, needed)).toEqual({
      caller: 'work',
      callerArn: ROLE.arn,
      action: 'sqs:DeleteMessage',
      resource: QUEUE,
      denial: { isAllowed: false, isExplicit: false, by: 'identity-based policy' },
    });
  });

  it('allows what any of the resources of an access allows, and names the first where none does', () => {
    const { gate, role } = aGate({ identity: [{ Resource: 'arn:b' }] });

    expect(gate.refusalOf(role, [access({ resources: ['arn:a', 'arn:b'] })])).toBeUndefined();
    expect(gate.refusalOf(role, [access({ resources: ['arn:c', 'arn:d'] })])).toMatchObject({
      resource: 'arn:c',
    });
  });

  it('tells a refusal once, and counts it', () => {
    const { gate, role, told, report } = aGate();

    for (const _ of [1, 2, 3]) gate.refusalOf(role, [access()]);

    expect(told).toHaveLength(1);
    expect(report().functions.work?.refused).toEqual([
      {
        action: 'sqs:SendMessage',
        resource: QUEUE,
        times: 3,
        message: refusalMessage(told[0] as Refusal),
      },
    ]);
  });

  it('reports what was granted and not used, of what is checked', () => {
    const identity = [
      { Action: ['sqs:SendMessage', 'sqs:DeleteMessage', 'athena:GetDataCatalog'], Resource: QUEUE },
      { Action: 'ses:*', Resource: ['arn:a', 'arn:b'] },
    ];
    const { gate, role, report } = aGate({ identity });

    gate.refusalOf(role, [access()]);
    gate.refusalOf(role, [access({ action: 'ses:SendEmail', resources: ['arn:b'] })]);

    expect(report().functions.work?.unused).toEqual([
      { action: 'sqs:DeleteMessage', resource: QUEUE, policy: 'Tested' },
      { action: 'ses:*', resource: 'arn:a', policy: 'Tested' },
    ]);
  });

  it('decides anew where what a policy looks at is another value, and not where it looks at nothing else', () => {
    const identity = [{ Condition: { StringEquals: { 'ses:FromAddress': 'a@b.c' } } }];
    const { gate, role } = aGate({ identity });
    const sending = (from: string) =>
      gate.refusalOf(role, [
        access({ context: ownContext({ 'ses:fromaddress': from, 'ses:apiversion': '1' }) }),
      ]);

    expect([sending('a@b.c'), sending('x@b.c'), sending('a@b.c')].map((each) => each === undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('decides by the time at which it is asked', () => {
    let now = Date.UTC(2026, 0, 1);
    const Condition = { DateLessThan: { 'aws:CurrentTime': '2026-01-02T00:00:00Z' } };
    const { gate, role } = aGate({ identity: [{ Condition }], now: () => now });

    expect(gate.refusalOf(role, [access()])).toBeUndefined();
    now += 86_400_000;
    expect(gate.refusalOf(role, [access()])).toBeDefined();
  });

  it.each<[string, JsonObject]>([
    ['over TLS', { Bool: { 'aws:SecureTransport': 'true' } }],
    ['of its own account', { StringEquals: { 'aws:PrincipalAccount': '000000000000' } }],
    ['with its role', { ArnEquals: { 'aws:PrincipalArn': ROLE.roleArn } }],
    ['in its region', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }],
    ['from its function', { ArnEquals: { 'lambda:SourceFunctionArn': WORK.functionArn } }],
    ['by no service', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['without a source', { Null: { 'aws:SourceArn': 'true' } }],
  ])('knows a function’s call as one %s', (_, Condition) => {
    const { gate, role } = aGate({ identity: [{ Condition }] });

    expect(gate.refusalOf(role, [access()])).toBeUndefined();
  });

  describe('before a service', () => {
    const service = { name: SNS.name, sourceArn: TOPIC };
    const open = (Condition: JsonObject) => ({
      [QUEUE]: statements('resource', { Principal: { Service: SNS.name }, Condition }),
    });

    it.each<[string, JsonObject]>([
      ['its source', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:mail' } }],
      ['the account of its source', { StringEquals: { 'AWS:SourceAccount': '000000000000' } }],
      ['the owner of its source', { StringEquals: { 'AWS:SourceOwner': '000000000000' } }],
      ['its name', { StringEquals: { 'aws:PrincipalServiceName': SNS.name } }],
      ['nothing', {}],
    ])('lets pass by %s', (_, Condition) => {
      const { gate } = aGate({ resources: open(Condition) });

      expect(gate.refusalOfService(service, 'sqs:SendMessage', QUEUE)).toBeUndefined();
    });

    it('refuses by the policy of the resource', () => {
      const { gate, report } = aGate({
        resources: open({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:other' } }),
      });

      const refusal = gate.refusalOfService(service, 'sqs:SendMessage', QUEUE);

      expect(refusal && refusalMessage(refusal)).toBe(
        `User: sns.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} because no resource-based policy allows the sqs:SendMessage action`,
      );
      expect(report().services).toMatchObject({ 'sns.amazonaws.com': [{ times: 1 }] });
    });

    it('does not check what the template does not hold', () => {
      expect(aGate().gate.refusalOfService(service, 'sqs:SendMessage', QUEUE)).toBeUndefined();
    });
  });

  it('has the policy of a function for its versions, and that of a table for its indexes', () => {
    const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:other';
    const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/sent';
    const all = statements('resource', { Principal: '*' });
    const { gate, role } = aGate({ resources: { [FUNCTION]: all, [TABLE]: all } });
    const isAllowed = (action: string, resource: string) =>
      gate.refusalOf(role, [access({ action, resources: [resource] })]) === undefined;

    expect(isAllowed('lambda:InvokeFunction', `${FUNCTION}:live`)).toBe(true);
    expect(isAllowed('dynamodb:Query', `${TABLE}/index/byTime`)).toBe(true);
    expect(isAllowed('dynamodb:Query', `${TABLE}2`)).toBe(false);
  });
});

describe('refusalMessage', () => {
  const refusal: Refusal = {
    caller: 'work',
    callerArn: ROLE.arn,
    action: 'sqs:SendMessage',
    resource: QUEUE,
    denial: { isAllowed: false, isExplicit: false, by: 'identity-based policy' },
  };

  it.each<[Refusal['denial'], string]>([
    [refusal.denial, 'because no identity-based policy allows the sqs:SendMessage action'],
    [{ ...refusal.denial, isExplicit: true }, 'with an explicit deny in an identity-based policy'],
    [
      { ...refusal.denial, isExplicit: true, by: 'resource-based policy' },
      'with an explicit deny in a resource-based policy',
    ],
    [
      { ...refusal.denial, by: 'permissions boundary' },
      'because no permissions boundary allows the sqs:SendMessage action',
    ],
  ])('says of %j: %s', (denial, why) => {
    expect(refusalMessage({ ...refusal, denial })).toBe(
      `User: ${ROLE.arn} is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} ${why}`,
    );
  });

  it('names no resource where there is none', () => {
    expect(refusalMessage({ ...refusal, resource: '*' })).toContain('sqs:SendMessage because');
  });
});
