import type { JsonObject } from '../../../../template/json.ts';
import { textOf } from '../../../../template/scalars.ts';
import { functionNameOf } from '../../../deploy/function-name.ts';
import type { PolicyReader } from '../../../deploy/permissions/policy-reader.ts';
import type { ResourceType } from '../../../deploy/resource-type.ts';
import type { Statement } from '../../../iam/statement.ts';

/** Read by the function that it is about. */
export const permission: ResourceType = { type: 'AWS::Lambda::Permission', isPassive: true };

/** A function's policy has a statement for each `AWS::Lambda::Permission`. */
export function functionPolicy(functionArn: string, { template }: PolicyReader): Statement[] {
  return template
    .ofType(permission.type)
    .filter(
      ({ properties }) => functionNameOf(textOf(properties.FunctionName)) === functionNameOf(functionArn),
    )
    .flatMap((each) => template.statementsIn(each, permissionDocument(each.properties, functionArn)));
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function permissionDocument(properties: JsonObject, functionArn: string): JsonObject {
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID, FunctionUrlAuthType } = properties;
  const principal = textOf(Principal);
  const equal: JsonObject = {};
  if (SourceAccount !== undefined) equal['aws:SourceAccount'] = SourceAccount;
  if (PrincipalOrgID !== undefined) equal['aws:PrincipalOrgID'] = PrincipalOrgID;
  if (FunctionUrlAuthType !== undefined) equal['lambda:FunctionUrlAuthType'] = FunctionUrlAuthType;
  const Condition: JsonObject = { StringEquals: equal };
  if (SourceArn !== undefined) Condition.ArnLike = { 'aws:SourceArn': SourceArn };
  return {
    Statement: {
      Effect: 'Allow',
      Principal: principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal },
      Action: Action ?? null,
      Resource: [functionArn, `${functionArn}:*`],
      Condition,
    },
  };
}
