import * as v from 'valibot';
import { isNothing } from '../contract/is-nothing.ts';
import { describeIssues, type QuotedIssue } from '../contract/schema-issue.ts';
import { tenantSchema } from '../contract/tenant.ts';

/** What is wrong with a notification's tenant, which the emailer takes for none. */
export function tenantIssues(input: unknown): QuotedIssue[] {
  const { tenant } = Object(input) as { readonly tenant?: unknown };
  if (isNothing(tenant)) return [];
  return describeIssues(v.safeParse(tenantSchema, tenant).issues ?? [], 'tenant');
}
