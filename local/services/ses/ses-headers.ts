import type { MessageTag } from './email.ts';
import { rawHeaders } from './raw-recipients.ts';

/**
 * The configuration set that a raw message asks for in a header of SES's own, where the call names none.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-send-email.html
 */
export function configurationSetIn(message: string): string | undefined {
  return headerIn(message, 'x-ses-configuration-set');
}

/** The message tags in a raw message, where the call has none: `name=value, name=value`. */
export function tagsIn(message: string): MessageTag[] {
  const pairs = headerIn(message, 'x-ses-message-tags')?.split(/[,;]/) ?? [];
  return pairs.map((pair) => {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    return { name, value };
  });
}

function headerIn(message: string, name: string): string | undefined {
  return rawHeaders(message).find((header) => header.name.toLowerCase() === name)?.value;
}
