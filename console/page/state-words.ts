import type { NotificationState } from '../api.ts';

/** Which mark and colour a state has: never the colour alone tells it. */
export type Tone = 'moving' | 'waiting' | 'warned' | 'good' | 'bad' | 'quiet';

interface StateWords {
  readonly word: string;
  readonly tone: Tone;
  /** What the state means, for who meets it for the first time. */
  readonly meaning: string;
}

/** What each state is called, in the order in which filters show them. */
export const STATES: Readonly<Record<NotificationState, StateWords>> = {
  sending: { word: 'Sending', tone: 'moving', meaning: 'It waits in the queue, or a worker has it.' },
  retrying: { word: 'Retrying', tone: 'waiting', meaning: 'A passing fault: it is tried again by itself.' },
  held: {
    word: 'Held',
    tone: 'warned',
    meaning: 'An operator has to cure the cause; until then it is kept.',
  },
  sent: { word: 'Sent', tone: 'good', meaning: 'SES accepted the email.' },
  settled: {
    word: 'Settled',
    tone: 'good',
    meaning: 'SES told later that it had accepted it; not sent twice.',
  },
  delivered: { word: 'Delivered', tone: 'good', meaning: 'The recipient’s mail server took it.' },
  delayed: {
    word: 'Delayed',
    tone: 'waiting',
    meaning: 'The recipient’s mail server takes it later; SES tries on.',
  },
  bounced: { word: 'Bounced', tone: 'bad', meaning: 'The recipient’s mail server refused it.' },
  complained: { word: 'Complained', tone: 'bad', meaning: 'A recipient marked it as spam.' },
  suppressed: {
    word: 'Suppressed',
    tone: 'bad',
    meaning: 'The recipient is on a suppression list; SES did not try.',
  },
  rejected: { word: 'Rejected', tone: 'bad', meaning: 'SES found malware in it.' },
  withheld: { word: 'Withheld', tone: 'quiet', meaning: 'The guard outside production kept it back.' },
  dead: {
    word: 'Dead',
    tone: 'bad',
    meaning: 'Given up with its reason; it waits in the dead-letter queue.',
  },
};

/** The words of a state; one of a newer server goes by its own name. */
export function stateWords(state: string): StateWords {
  return STATES[state as NotificationState] ?? { word: state, tone: 'quiet', meaning: '' };
}
