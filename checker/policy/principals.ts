import type { Statement } from './statements.ts';

/** SNS's own name as a principal, which the CDK used to write with the partition's suffix. */
const SNS = ['sns.amazonaws.com', 'sns.${URLSuffix}'];

/** Whether a statement is about everyone. */
export function isAboutEveryone({ principals }: Statement): boolean {
  return principals.some(({ type, name }) => type === 'AWS' && name === '*');
}

/** Whether a statement is about SNS, by its name or as one of everyone. */
export function isAboutSns(statement: Statement): boolean {
  const isSns = ({ type, name }: Statement['principals'][number]) =>
    type === 'Service' && SNS.some((each) => each === name);
  return isAboutEveryone(statement) || statement.principals.some(isSns);
}
