import { credentialIn } from '../../iam/credential.ts';

/** The region that a request's signature names; `us-east-1` where it names none. */
export function signedRegion({
  authorization,
}: Readonly<Record<string, string | string[] | undefined>>): string {
  return credentialIn(String(authorization))?.region || 'us-east-1';
}
