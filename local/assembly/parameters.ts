import type { Environment } from './identity.ts';
import { UnknownIntrinsicError } from './intrinsics.ts';
import { type Json, own, type TemplateParameter, textOf } from './template.ts';

/**
 * The value of a parameter: what the parent stack passes, else the default; a list where its type is one.
 *
 * @throws UnknownIntrinsicError where there is neither, or where the value is in AWS.
 */
export function parameterValue(
  name: string,
  { Type, Default }: TemplateParameter,
  passed: Json | undefined,
): Json {
  if (Type.startsWith('AWS::SSM::Parameter::')) {
    throw new UnknownIntrinsicError(
      `the value of the parameter ${name} is in the SSM parameter store, which the local stack does not have`,
    );
  }
  const value = passed ?? Default;
  if (value === undefined) {
    throw new UnknownIntrinsicError(
      `the parameter ${name} has no default, and the local stack takes no parameters`,
    );
  }
  const isList = Type === 'CommaDelimitedList' || Type.startsWith('List<');
  if (!isList || Array.isArray(value)) return value;
  return textOf(value)
    .split(',')
    .map((item) => item.trim());
}

/** The values that CloudFormation itself gives to the stack `Stack/Nested`. */
export function pseudoParameter(
  name: string,
  stackPath: string,
  { region, accountId }: Environment,
): Json | undefined {
  const stackName = stackPath.replaceAll('/', '-');
  const pseudo: Record<string, Json | undefined> = {
    'AWS::Region': region,
    'AWS::AccountId': accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NotificationARNs': [],
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
  };
  return own(pseudo, name);
}
