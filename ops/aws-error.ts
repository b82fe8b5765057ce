import { inspect } from 'node:util';

/** Names under which services refuse credentials, and what their owner does about it. */
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [
    /^CredentialsProviderError$/,
    'No AWS credentials were found: log in, or choose a profile with AWS_PROFILE.',
  ],
  [
    /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/,
    'The AWS credentials have expired: log in again.',
  ],
  [
    /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException)$/,
    'AWS does not take the credentials: log in, or choose others with AWS_PROFILE.',
  ],
];

/** What credential providers say where they only found nothing. */
const NOTHING_FOUND = /^Could not load credentials from any providers/;

/** Names under which SQS does not know a queue. */
const NO_QUEUE = /^(QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/;

/** Codes of the network, as Node names them. */
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;

/** What failed, as one sentence for a person; an error of AWS with its name, by which it can be looked up. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : inspect(error);
  const name = textOf(error.name);
  const message = textOf(error.message);
  // Of a profile that needs another login it tells which command that is.
  if (name === 'CredentialsProviderError' && !NOTHING_FOUND.test(message)) return message;
  const credentials = CREDENTIALS.find(([names]) => names.test(name));
  if (credentials) return credentials[1];
  if (NO_QUEUE.test(name))
    return 'The queue does not exist: look at account and region, or deploy the backend again.';
  if (name === 'TimeoutError')
    return 'AWS did not answer in time: check the network, and that a local stack still runs.';
  const code = codeOf(error);
  if (code !== undefined && UNREACHABLE.test(code))
    return `AWS could not be reached (${code}): check the network, and that a local stack still runs.`;
  const status = foreignStatusOf(error, name, message);
  if (status !== undefined)
    return `What answered is not AWS (HTTP status ${status}): check the address, and what is on the way to it, such as a proxy.`;
  if (!('$metadata' in error)) return message || name || 'Error';
  return message ? `${message.replace(/\.$/, '')} (${name}).` : `AWS answered with ${name}.`;
}

/**
 * The status of an answer that is none of the service's, such as the page of a proxy: the SDK cannot read it and adds that
 * to the parser's fault, or finds no code of an error in it.
 */
function foreignStatusOf(error: Error, name: string, message: string): number | undefined {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: unknown } | null };
  const status = $metadata?.httpStatusCode;
  if (typeof status !== 'number') return undefined;
  return /^Unknown(Error)?$/.test(name) || message.includes('Deserialization error:') ? status : undefined;
}

/** What throws an error may have put anything into it. */
function textOf(part: unknown): string {
  return typeof part === 'string' ? part : '';
}

/** Of an error that stands for several, the first one's. */
function codeOf(error: Error): string | undefined {
  const { code, errors } = error as { code?: unknown; errors?: readonly { code?: unknown }[] };
  const first = code ?? errors?.[0]?.code;
  return typeof first === 'string' ? first : undefined;
}
