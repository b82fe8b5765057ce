import { type Command, InvalidArgumentError } from 'commander';
import { parseEmailAddress } from '../../contract/email-address.ts';
import { AUDIT_FILE } from '../../ops/audit/audit-file.ts';
import { SUPPRESSION_REASONS, type SuppressionReason } from '../../ops/suppression/reasons.ts';
import type { TargetChoice } from '../../ops/target.ts';
import { addApplyOptions } from '../dead-letters/options.ts';
import { addTargetOptions } from '../terminal/target-options.ts';

/** What every command on the list was told. */
export interface SuppressedOptions extends TargetChoice {
  readonly showRecipients?: boolean;
  readonly json?: boolean;
}

/** What every command that changes it was told. */
export interface ChangeOptions extends SuppressedOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly audit: string;
}

/** How a change is planned, done and recorded. */
export function addChangeOptions(command: Command): Command {
  return addTargetOptions(addApplyOptions(command.option('--yes', 'do not ask'), AUDIT_FILE));
}

/** Reads one more address, as SES has it. */
export function collectAddress(text: string, previous: readonly string[] = []): readonly string[] {
  const address = parseEmailAddress(text)?.address;
  if (address !== undefined) return [...previous, address];
  throw new InvalidArgumentError('Expected an email address, as in ada@example.com.');
}

/** Reads why an address is, or is to be, on the list. */
export function readReason(text: string): SuppressionReason {
  const reason = SUPPRESSION_REASONS.find((each) => each === text);
  if (reason !== undefined) return reason;
  throw new InvalidArgumentError('Expected bounce or complaint.');
}
