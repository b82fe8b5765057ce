import { textOf } from '../../../../template/scalars.ts';
import type { ResourceType } from '../../../deploy/resource-type.ts';
import { functionArn } from '../function-arn.ts';

/** A version is the function as it is. */
export const version: ResourceType = {
  type: 'AWS::Lambda::Version',
  isPassive: true,
  identity: (_, { FunctionName }, environment) => {
    const arn = `${functionArn(textOf(FunctionName), environment)}:1`;
    return { ref: arn, attributes: { FunctionArn: arn, Version: '1' } };
  },
};

/** An alias is the function as it is. */
export const alias: ResourceType = {
  type: 'AWS::Lambda::Alias',
  isPassive: true,
  identity: (_, { FunctionName, Name }, environment) => {
    const arn = `${functionArn(textOf(FunctionName), environment)}:${textOf(Name)}`;
    return { ref: arn, attributes: { AliasArn: arn } };
  },
};
