import type { Access } from '../../iam/gate.ts';
import type { Environment } from '../../iam/permissions.ts';
import { ownContext } from '../../iam/request-context.ts';
import { bareAddress, displayName } from './mailbox.ts';
import { isSimulated } from './mailbox-simulator.ts';
import type { Sending } from './sending.ts';

/**
 * What a send needs to be allowed: its action on the sender's identity, on the configuration set and on the template; in the
 * sandbox on the identities of the recipients too.
 *
 * Which identity is the sender's depends on what the account has verified: its address, else its domain, else a domain
 * above that. Where everything is verified, any of them will do.
 * @param verified the account's identities; everything where they are not given.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 * whose SESBulkTemplatedCrudPolicy_v2 was added for the template
 */
export function sendAccesses(
  { action, apiVersion, from, recipients, feedbackAddress, configurationSet, template }: Sending,
  verified: readonly string[] | undefined,
  { region, accountId }: Environment,
): Access[] {
  const context = ownContext({
    'ses:apiversion': apiVersion,
    'ses:feedbackaddress': feedbackAddress && bareAddress(feedbackAddress),
    'ses:fromaddress': from && bareAddress(from),
    'ses:fromdisplayname': from && displayName(from),
    'ses:recipients': recipients.map(bareAddress),
  });
  const arn = (type: string, name: string) => `arn:aws:ses:${region}:${accountId}:${type}/${name}`;
  const identities = identitiesOf(bareAddress(from ?? ''), verified);
  const others = verified ? recipients.flatMap((each) => verifiedIdentity(bareAddress(each), verified)) : [];
  return [
    identities.map((identity) => arn('identity', identity)),
    ...[...new Set(others)].map((identity) => [arn('identity', identity)]),
    ...(configurationSet === undefined ? [] : [[arn('configuration-set', configurationSet)]]),
    ...(template === undefined ? [] : [[arn('template', template)]]),
  ].map((resources) => ({ action: `ses:${action}`, resources: resources as [string, ...string[]], context }));
}

/** What a call that sends nothing needs to be allowed. */
export function callAccess(action: string, resource = '*'): Access {
  return { action: `ses:${action}`, resources: [resource], context: {} };
}

function identitiesOf(address: string, verified: readonly string[] | undefined): string[] {
  const own = verified ? verifiedIdentity(address, verified) : [];
  return own.length > 0 ? own : [address, ...domainsOf(address)];
}

/** The identity of an address: the closest that is verified. */
function verifiedIdentity(address: string, verified: readonly string[]): string[] {
  if (isSimulated(address)) return [];
  if (verified.includes(address)) return [address];
  const known = new Set(verified.map((identity) => identity.toLowerCase()));
  return domainsOf(address)
    .filter((domain) => known.has(domain))
    .slice(0, 1);
}

/** The domain of an address, and those above it. */
function domainsOf(address: string): string[] {
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  return labels.map((_, index) => labels.slice(index).join('.')).slice(0, -1);
}
