import { MAILROOM_ATTRIBUTE, serializeEvidence } from '../contract/evidence.ts';
import { sizeOf } from './message-attributes.ts';

/**
 * The attribute by which a message says when it was published: raw delivery strips the time that SNS knows. It is in
 * Mailroom's own attribute, so it takes none of the publisher's nine.
 *
 * @param now milliseconds since the epoch.
 */
export function publishTimeAttribute(now: number) {
  const value = serializeEvidence({ published: new Date(now).toISOString() });
  return { [MAILROOM_ATTRIBUTE]: { DataType: 'String', StringValue: value } };
}

/** What the attribute adds to a message's size, at any time of these eight thousand years. */
export const PUBLISH_TIME_BYTES = sizeOf(publishTimeAttribute(0));
