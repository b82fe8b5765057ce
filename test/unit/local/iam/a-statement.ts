import type { Policies } from '../../../../local/iam/decision.ts';
import type { RoleSession, ServiceCaller } from '../../../../local/iam/principal.ts';
import { type PolicyKind, readPolicy } from '../../../../local/iam/read-policy.ts';
import type { AccessRequest, Statement } from '../../../../local/iam/statement.ts';
import type { JsonObject } from '../../../../template/json.ts';

const ACCOUNT = '000000000000';
export const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;

/** A function that acts with a role. */
export const ROLE: RoleSession = {
  kind: 'role',
  name: 'work',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/worker`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/work`,
  account: ACCOUNT,
};

export const SNS: ServiceCaller = { kind: 'service', name: 'sns.amazonaws.com' };

/** A request to send to the queue; give only what matters. */
export function aRequest(parts: Partial<AccessRequest> = {}): AccessRequest {
  return { action: 'sqs:SendMessage', resource: QUEUE, context: {}, ...parts };
}

/** The statements of a policy that allows everything, but for what is given. */
export function statements(kind: PolicyKind, ...given: JsonObject[]): Statement[] {
  const Statement = given.map((each) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...each }));
  return readPolicy({ Version: '2012-10-17', Statement }, kind, 'Tested');
}

/** No policy at all, but for what is given. */
export function policies(parts: Partial<Policies> = {}): Policies {
  return { identity: [], boundary: undefined, resource: [], ...parts };
}
