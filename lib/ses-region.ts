import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { quoted } from './given-value.ts';

/** `us-east-1`, `us-gov-west-1`. */
const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/**
 * Regions of AWS without SES, as of 2026-05. Of a region that is younger nothing is known.
 * @see https://docs.aws.amazon.com/general/latest/gr/ses.html
 */
const WITHOUT_SES: ReadonlySet<string> = new Set([
  'ap-east-1',
  'ap-east-2',
  'ap-southeast-4',
  'ap-southeast-6',
  'ap-southeast-7',
  'cn-north-1',
  'cn-northwest-1',
  'eu-south-2',
  'mx-central-1',
]);

/** Whether a region has no SES, as far as is known. */
export function hasNoSes(region: string): boolean {
  return WITHOUT_SES.has(region);
}

/**
 * Checks the region whose SES sends, and warns where it has none.
 *
 * @returns the region as given; `undefined` for the pipeline's own.
 * @throws Error where it is no region.
 */
export function resolveSesRegion(scope: Construct, sesRegion: string | undefined): string | undefined {
  const isRegion = typeof sesRegion === 'string' && (Token.isUnresolved(sesRegion) || REGION.test(sesRegion));
  if (sesRegion !== undefined && !isRegion) {
    throw new Error(
      `${scope.node.path}: sesRegion: expected a region of AWS, as in us-east-1, got ${quoted(sesRegion)}; give the one ` +
        'in which SES has verified the sender, or leave it out',
    );
  }
  const region = sesRegion ?? Stack.of(scope).region;
  if (hasNoSes(region)) {
    Annotations.of(scope).addWarningV2(
      'amplify-mailroom:no-ses',
      `${scope.node.path}: there is no SES in ${region}, so no email could be sent; give as sesRegion one where SES is and ` +
        'the sender is verified, as in us-east-1.',
    );
  }
  return sesRegion;
}
