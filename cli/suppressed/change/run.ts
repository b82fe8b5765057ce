import { principalFor } from '../../../ops/audit/principal.ts';
import {
  applySuppression,
  planSuppression,
  type SuppressionChange,
  type SuppressionOutcome,
} from '../../../ops/suppression/change.ts';
import { privacyFor } from '../../../words/dead-letters/privacy.ts';
import { type Act, type Plan, planAndApply } from '../../plan-and-apply/plan-and-apply.ts';
import { confirm } from '../../terminal/ask.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import type { ChangeOptions } from '../options.ts';
import { type OpenList, withList } from '../with-list.ts';
import { changePlanDocument } from './document.ts';
import { addressesOf, formatChangeOutcome, formatChangePlan } from './format.ts';

/** Changes the suppression list as the options say, and gives the exit code. */
export function runChange(
  addresses: readonly string[],
  change: SuppressionChange,
  options: ChangeOptions,
): Promise<number> {
  return withList(options, async (open) => {
    const { target, clients, interruption } = open;
    const principal = options.dryRun ? undefined : await principalFor(clients.sts, target);
    const agree = async (question: string) => (options.yes ? 'agreed' : confirm(question, interruption));
    const planned = await plan(addresses, change, open, options);
    const exitCode = await planAndApply(open, planned, { principal, agree }, options);
    // An address that is not there may have been mistyped.
    const isMissing = change.kind === 'remove' && planned.plan.document.unchanged.length > 0;
    return exitCode === EXIT.done && isMissing ? EXIT.failed : exitCode;
  });
}

/** Looks for the addresses on the list. */
async function plan(
  addresses: readonly string[],
  change: SuppressionChange,
  { target, list, interruption }: OpenList,
  options: ChangeOptions,
): Promise<{
  plan: Plan & { document: ReturnType<typeof changePlanDocument> };
  act: Act<SuppressionOutcome>;
}> {
  const planned = await planSuppression(list, addresses, change, interruption);
  const document = changePlanDocument(target, change, planned, privacyFor(options));
  const verb = change.kind === 'remove' ? 'Take' : 'Put';
  const where = change.kind === 'remove' ? 'off' : 'on';
  return {
    plan: {
      document,
      format: (layout) => formatChangePlan(document, layout),
      question: `${verb} ${addressesOf(document.count)} ${where} the list of account ${target.accountId}?`,
      exitCodeOfNothing: EXIT.done,
    },
    act: {
      operation: {
        action: change.kind === 'remove' ? 'unsuppress' : 'suppress',
        addresses: planned.changes.map(({ address }) => privacyFor({}).recipient(address)),
        ...(change.kind === 'add' && { reason: change.reason }),
      },
      verb: 'Changed',
      apply: (onProgress) => applySuppression(list, planned, change, interruption, onProgress),
      formatOutcome: (outcome, layout) => formatChangeOutcome(outcome, document, layout),
    },
  };
}
