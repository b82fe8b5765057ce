import * as v from 'valibot';

/**
 * A group of messages, as SQS and SNS take it: by it SQS keeps one tenant's many from delaying another's few.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const TENANT = /^[!-~]{1,128}$/;

/** Whose notification it is. */
export const tenantSchema = v.pipe(
  v.string(),
  v.regex(TENANT, '1 to 128 printable characters of ASCII, without spaces'),
);
