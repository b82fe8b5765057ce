import type { Statement } from './statements.ts';

/** SNS's own name as a principal, which the CDK used to write with the partition's suffix. */
const SNS = ['sns.amazonaws.com', 'sns.${URLSuffix}'];

/** Whether a statement is about SNS, by its name or as one of everyone. */
export function isAboutSns({ principals }: Statement): boolean {
  return principals.some(
    ({ kind, name }) => kind === 'everyone' || (kind === 'service' && SNS.includes(name)),
  );
}
