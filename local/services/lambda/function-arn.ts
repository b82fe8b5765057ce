import type { Environment } from '../../iam/permissions.ts';

/** The ARN of a function, given its name or already its ARN. */
export function functionArn(nameOrArn: string, { region, accountId }: Environment): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:lambda:${region}:${accountId}:function:${nameOrArn}`;
}
