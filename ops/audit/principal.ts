import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Target } from '../target.ts';
import { TargetError } from '../target-error.ts';

/**
 * The ARN of the one whose credentials are used.
 *
 * @throws TargetError where they are of another account than the target's.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html needs no permission
 */
export async function principalFor(
  sts: STSClient,
  { accountId }: Pick<Target, 'accountId'>,
): Promise<string> {
  const { Arn, Account } = await sts.send(new GetCallerIdentityCommand({}));
  if (Arn === undefined) throw new Error('STS does not tell whose the credentials are.');
  if (Account === accountId) return Arn;
  throw new TargetError(
    `The credentials are of account ${Account}, and the pipeline is in ${accountId}: choose others, for example with AWS_PROFILE.`,
  );
}
