/** What the signature of a request says of who asks, in which region, and which service. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string | undefined;
  /** As signatures name it, `monitoring`. */
  readonly service: string | undefined;
}

const CREDENTIAL = /Credential=([^/,\s]+)(?:\/\d{8}\/([^/]*)\/(?:([\w-]+)\/aws4_request)?)?/;

/**
 * Reads the credential of an `Authorization` header; `undefined` where it has none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function credentialIn(authorization: string | undefined): Credential | undefined {
  const [, accessKeyId, region, service] = CREDENTIAL.exec(authorization ?? '') ?? [];
  return accessKeyId === undefined ? undefined : { accessKeyId, region, service };
}
