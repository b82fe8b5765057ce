import type { Context } from './condition.ts';
import type { FunctionRole, Permissions } from './permissions.ts';
import type { ServiceCaller } from './principal.ts';

/** A service that acts for a resource, which is what `aws:SourceArn` names. */
export interface ActingService extends ServiceCaller {
  readonly sourceArn: string;
}

/**
 * What every request of a caller has. There is no certificate on loopback, so every call counts as one over TLS.
 *
 * @param now milliseconds since the epoch.
 */
export function contextOf(
  caller: FunctionRole | ActingService,
  { region, accountId }: Permissions,
  now: number,
): Context {
  return {
    'aws:currenttime': [new Date(now).toISOString()],
    'aws:epochtime': [String(Math.floor(now / 1000))],
    'aws:requestedregion': [region],
    'aws:resourceaccount': [accountId],
    'aws:securetransport': ['true'],
    'aws:viaawsservice': ['false'],
    ...(caller.kind === 'role' ? ofRole(caller) : ofService(caller, accountId)),
  };
}

function ofRole({ roleArn, account, functionArn }: FunctionRole): Context {
  return {
    'aws:principalaccount': [account],
    'aws:principalarn': [roleArn],
    'aws:principalisawsservice': ['false'],
    'aws:principaltype': ['AssumedRole'],
    'lambda:sourcefunctionarn': [functionArn],
  };
}

function ofService({ name, sourceArn }: ActingService, accountId: string): Context {
  return {
    'aws:principalisawsservice': ['true'],
    'aws:principalservicename': [name],
    'aws:sourceaccount': [accountId],
    'aws:sourcearn': [sourceArn],
    'aws:sourceowner': [accountId],
  };
}

/** What only one request has, of keys that have a value there. */
export function ownContext(
  entries: Readonly<Record<string, string | readonly string[] | undefined>>,
): Context {
  const present = Object.entries(entries).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, [value].flat()] as const],
  );
  return Object.fromEntries(present);
}
