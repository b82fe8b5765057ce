/** Keys of which a request may have several values, so that a condition on them needs `ForAllValues` or `ForAnyValue`. */
export const MULTIVALUED: ReadonlySet<string> = new Set(['aws:calledvia', 'ses:recipients']);

/**
 * The condition keys, in lower case, of which the local stack can tell what a request has, or that it has none. Any other
 * is one that it cannot evaluate: where a request comes from, organizations, tags, session names.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const KNOWN: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceowner',
  'aws:viaawsservice',
  'lambda:sourcefunctionarn',
  'ses:apiversion',
  'ses:feedbackaddress',
  'ses:fromaddress',
  'ses:fromdisplayname',
  'ses:recipients',
  'sns:endpoint',
  'sns:protocol',
  // What neither a function nor a service has.
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:federatedprovider',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:username',
]);

/** Keys whose value is another one at every request, so that no decision on them is kept. */
export const TIME_KEYS = ['aws:currenttime', 'aws:epochtime'] as const;

/** Whether the local stack can tell what a request has under a key, given in lower case. */
export function isKnown(key: string): boolean {
  return KNOWN.has(key);
}
