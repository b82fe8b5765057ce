const SCOPE = /Credential=[^/]+\/\d{8}\/([^/]+)\//;

/** The region that a request's signature names; `us-east-1` where it names none. */
export function signedRegion({
  authorization,
}: Readonly<Record<string, string | string[] | undefined>>): string {
  return SCOPE.exec(String(authorization))?.[1] ?? 'us-east-1';
}
