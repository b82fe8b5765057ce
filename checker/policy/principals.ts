import type { Statement } from './statements.ts';

/**
 * SNS's own name as a principal, for all regions or, where one takes part that has to be opted in to, for that one; the CDK
 * used to write it with the partition's suffix.
 */
const SNS = /^sns(?:\.[^.]+)?\.(?:amazonaws\.com(?:\.cn)?|\$\{URLSuffix\})$/;

/** Whether a statement is about everyone. */
export function isAboutEveryone({ principals }: Statement): boolean {
  return principals.some(({ type, name }) => type === 'AWS' && name === '*');
}

/** Whether a statement is about SNS, by its name or as one of everyone. */
export function isAboutSns(statement: Statement): boolean {
  return isAboutEveryone(statement) || statement.principals.some(isSns);
}

/** Whether a principal is SNS by its name. */
export function isSns({ type, name }: Statement['principals'][number]): boolean {
  return type === 'Service' && typeof name === 'string' && SNS.test(name);
}

/** Whether a statement is about a service, by the first part of its name, or about everyone. */
export function isAboutService(statement: Statement, service: string): boolean {
  return isAboutEveryone(statement) || servicesIn(statement).includes(service);
}

/** The services that a statement is about, by the first part of their names, as in `s3`. */
export function servicesIn({ principals }: Statement): string[] {
  return principals.flatMap(({ type, name }) =>
    type === 'Service' && typeof name === 'string' ? (name.split('.')[0] ?? '') : [],
  );
}
