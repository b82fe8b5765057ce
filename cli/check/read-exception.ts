import type { Exception } from '../../checker/index.ts';
import { UsageError } from '../terminal/exit-code.ts';

/** Reads `rule:reason` or `rule@LogicalId:reason`. Whether there is such a rule is for the checker to say. */
export function readException(text: string): Exception {
  const [, rule, logicalId, afterColon] = /^([\w-]+)(?:@(\w+))?:(.*)$/s.exec(text) ?? [];
  const reason = afterColon?.trim();
  if (!rule || !reason) {
    throw new UsageError(
      `--except ${text}: expected a rule and the reason why what it finds is accepted, as in "tls:closed by the account's SCP".`,
    );
  }
  return { rule: rule as Exception['rule'], reason, ...(logicalId && { logicalId }) };
}
