import type { Destination, MessageTag } from './email.ts';
import { acceptedTags } from './message-tags.ts';
import type { QueryForm } from './query-form.ts';
import type { Sending } from './sending.ts';
import { SesError } from './ses-error.ts';

/** @throws SesError where a parameter is missing. */
export function required(form: QueryForm, name: string): string {
  const value = form.get(name);
  if (value !== undefined) return value;
  throw SesError.refused(
    'ValidationError',
    `1 validation error detected: Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );
}

function lowerFirst(path: string): string {
  return path.replace(/(^|\.)[A-Z]/g, (start) => start.toLowerCase());
}

/** By what a send is authorized. */
export function sendingOf(
  form: QueryForm,
  action: Sending['action'],
  from: string | undefined,
  recipients: readonly string[],
): Sending {
  return {
    action,
    from,
    recipients,
    apiVersion: '1',
    feedbackAddress: form.get('ReturnPath'),
    configurationSet: form.get('ConfigurationSetName'),
  };
}

/** Who a send goes to, from the parameters under `prefix`. */
export function destinationOf(form: QueryForm, prefix: string): Destination {
  return {
    to: form.list(`${prefix}.ToAddresses`),
    cc: form.list(`${prefix}.CcAddresses`),
    bcc: form.list(`${prefix}.BccAddresses`),
  };
}

/** The tags of a send, in the list of that name. @throws SesError where SES would refuse one. */
export function tagsOf(form: QueryForm, list = 'Tags'): readonly MessageTag[] | undefined {
  return acceptedTags(form.members(list).map((tag) => ({ name: tag('Name'), value: tag('Value') })));
}
