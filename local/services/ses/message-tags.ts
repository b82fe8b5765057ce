import type { MessageTag } from './email.ts';
import { SesError } from './ses-error.ts';

const MAX_LENGTH = 256;

/** SES's own tags, whose names are exempt from its rule. */
const RESERVED_NAMES = new Set(['ses:feedback-id-a', 'ses:feedback-id-b']);

/**
 * Gives back message tags that SES would accept; `undefined` where there are none.
 *
 * @throws SesError where a name or value is missing, longer than 256 characters, or has others than letters, digits,
 * `_` and `-`.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html
 */
export function acceptedTags(tags: readonly MessageTag[]): readonly MessageTag[] | undefined {
  for (const { name, value } of tags) {
    if (!RESERVED_NAMES.has(name)) check('name', name);
    check('value', value);
  }
  return tags.length > 0 ? tags : undefined;
}

function check(part: 'name' | 'value', text: string): void {
  if (text === '') throw invalid(`The tag ${part} must be specified.`);
  if (text.length > MAX_LENGTH) throw invalid(`Tag ${part} cannot exceed ${MAX_LENGTH} characters.`);
  if (/[^A-Za-z0-9_-]/.test(text)) {
    throw invalid(
      `Invalid tag ${part} <${text}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`,
    );
  }
}

function invalid(message: string): SesError {
  return SesError.refused('InvalidParameterValue', message);
}
