import { asciiDomain } from '../../contract/email-address.ts';
import { type DeadLetter, deadLetteredAt, domainsOf, errorOf, idOf, reasonOf } from './dead-letter.ts';

/** How often something was redriven: from `min` to `max`, both included; without `max` any number of times from there. */
export interface RedriveRange {
  readonly min: number;
  readonly max?: number;
}

/** Which dead letters are meant. What is `undefined` does not matter; of a list any one will do. */
export interface DeadLetterFilter {
  readonly reasons?: readonly string[] | undefined;
  /** Names of errors. */
  readonly errors?: readonly string[] | undefined;
  /** Became dead letters at this moment or later. */
  readonly since?: Date | undefined;
  /** Became dead letters before this moment. */
  readonly until?: Date | undefined;
  /** Effective ids of notifications, or SQS's ids of messages. */
  readonly ids?: readonly string[] | undefined;
  /** Of one of its recipients, copies included. */
  readonly recipientDomain?: string | undefined;
  readonly redrives?: RedriveRange | undefined;
}

/** Whether a dead letter is one of those that are meant. */
export function matches(letter: DeadLetter, filter: DeadLetterFilter): boolean {
  const { reasons, errors, since, until, ids, recipientDomain, redrives } = filter;
  return (
    (reasons?.includes(reasonOf(letter)) ?? true) &&
    (errors?.includes(errorOf(letter)) ?? true) &&
    (since === undefined || deadLetteredAt(letter) >= since) &&
    (until === undefined || deadLetteredAt(letter) < until) &&
    (ids === undefined || ids.includes(letter.messageId) || ids.includes(idOf(letter))) &&
    (recipientDomain === undefined || domainsOf(letter).includes(asciiDomain(recipientDomain))) &&
    (redrives === undefined || isWithin(letter.provenance.redrives, redrives))
  );
}

function isWithin(count: number, { min, max = Number.POSITIVE_INFINITY }: RedriveRange): boolean {
  return count >= min && count <= max;
}

/** Whether the filter leaves nothing out. */
export function isUnfiltered(filter: DeadLetterFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}
