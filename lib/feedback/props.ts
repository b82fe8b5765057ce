import { Annotations, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { quoted } from '../given-value.ts';
import { hasNoSes } from '../ses-region.ts';

/** Whether what becomes of emails is found out. */
export interface FeedbackProps {
  /**
   * The name of a configuration set that you have in SES: up to 64 letters, digits, `-` and `_`. Emails are sent with it, and
   * it gets an event destination, of which SES allows ten. Its other settings, such as suppression and reputation metrics,
   * stay yours. A token passes unchecked. Not together with `sesRegion` of another region, nor with `feedback: false`.
   * @default one of the pipeline's own, which does not send again to an address that bounced or complained
   * @see https://docs.aws.amazon.com/ses/latest/dg/using-configuration-sets.html
   */
  readonly configurationSet?: string;
  /**
   * Whether SES's events come back to the pipeline: delivered, delayed, bounced, complained and so on. They become the history
   * of each notification, metrics and three alarms. `false` sends without a configuration set of the pipeline's, with the
   * default one of the sender's identity if it has any. With `sesRegion` of another region nothing comes back, since
   * CloudFormation makes configuration sets in its own region alone. Without the table (`deduplicateFor: false`) there is no
   * history. Synth warns of both.
   * @default `true`
   * @see https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html
   */
  readonly feedback?: boolean;
}

/** How events come back. */
export interface FeedbackSettings {
  /** The name of the user's configuration set; `undefined` for one of the pipeline's own. */
  readonly configurationSet: string | undefined;
}

/** What feedback depends on. */
interface Surroundings {
  /** The region of SES; `undefined` for the pipeline's own. */
  readonly sesRegion: string | undefined;
  readonly hasTable: boolean;
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_ConfigurationSet.html */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Checks the props by which the pipeline at `scope` finds out what becomes of emails.
 *
 * @returns `undefined` for a pipeline that does not.
 * @throws Error in one sentence: where, which prop, what is allowed, what was given, what to do.
 */
export function resolveFeedback(
  scope: Construct,
  { configurationSet, feedback = true }: FeedbackProps,
  { sesRegion, hasTable }: Surroundings,
): FeedbackSettings | undefined {
  if (typeof feedback !== 'boolean') {
    throw new Error(`${scope.node.path}: feedback: expected true or false, got ${quoted(feedback)}`);
  }
  if (configurationSet !== undefined) checkName(scope, configurationSet);
  if (!feedback) {
    if (configurationSet === undefined) return undefined;
    throw new Error(
      `${scope.node.path}: configurationSet: expected none with feedback: false, since nothing comes back by it; leave out ` +
        'one of the two',
    );
  }
  if (isElsewhere(scope, sesRegion)) {
    if (configurationSet === undefined) return warnOfNoFeedback(scope, sesRegion);
    throw new Error(
      `${scope.node.path}: configurationSet: expected none with the sesRegion ${quoted(sesRegion)}, where CloudFormation ` +
        'cannot add a destination to it; leave it out, and give feedback: false',
    );
  }
  // Synth has warned of it already.
  if (hasNoSes(Stack.of(scope).region)) return undefined;
  if (!hasTable) warnOfNoHistory(scope);
  return { configurationSet };
}

function checkName(scope: Construct, name: string): void {
  if (typeof name === 'string' && (Token.isUnresolved(name) || NAME.test(name))) return;
  throw new Error(
    `${scope.node.path}: configurationSet: expected the name of a configuration set, up to 64 letters, digits, - and _, got ` +
      `${quoted(name)}; give it as SES shows it, or leave it out`,
  );
}

function isElsewhere(scope: Construct, sesRegion: string | undefined): boolean {
  if (sesRegion === undefined) return false;
  return Token.compareStrings(sesRegion, Stack.of(scope).region) !== TokenComparison.SAME;
}

function warnOfNoFeedback(scope: Construct, sesRegion: string | undefined): undefined {
  Annotations.of(scope).addWarningV2(
    'amplify-mailroom:no-feedback',
    `${scope.node.path}: nobody finds out what becomes of emails, since SES sends them in ${sesRegion}, and CloudFormation ` +
      'makes configuration sets in the region of the backend alone; give feedback: false to agree.',
  );
  return undefined;
}

function warnOfNoHistory(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    'amplify-mailroom:no-history',
    `${scope.node.path}: what becomes of emails is counted, but there is no history of each notification, since ` +
      'deduplicateFor: false takes the table away; leave that out, or give feedback: false.',
  );
}
