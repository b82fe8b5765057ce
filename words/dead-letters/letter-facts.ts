import { type DeadLetter, errorOf, explanationOf, reasonOf } from '../../ops/dead-letters/dead-letter.ts';
import type { Privacy } from './privacy.ts';

/** Why a dead letter is one, as whatever shows one tells it. */
export interface LetterFacts {
  /** SQS's id of the message. */
  readonly messageId: string;
  readonly reason: string;
  /** Empty where nobody knows. */
  readonly error: string;
  /** The reason as a sentence. */
  readonly explanation: string;
  /** How often it was received from the queue before it became a dead letter; `null` where nobody knows. */
  readonly attempts: number | null;
  /** How often it was sent back before. */
  readonly redrives: number;
}

export function letterFacts(letter: DeadLetter, privacy: Privacy): LetterFacts {
  return {
    messageId: letter.messageId,
    reason: privacy.text(reasonOf(letter)),
    error: privacy.text(errorOf(letter)),
    explanation: privacy.text(explanationOf(letter)),
    attempts: letter.evidence?.attempts ?? null,
    redrives: letter.provenance.redrives,
  };
}
