import type { Picture } from '../../api.ts';
import type { Route } from '../route.ts';
import { countWords, manyWords, roughSecondsWords, secondsWords, shortCount } from '../words.ts';

export type NodeId =
  | 'publisher'
  | 'topic'
  | 'queue'
  | 'emailer'
  | 'ses'
  | 'inbox'
  | 'postponed'
  | 'deadLetters'
  | 'undelivered'
  | 'feedback'
  | 'subscribers';

/** A box of the picture. */
export interface PictureNode {
  readonly id: NodeId;
  readonly title: string;
  /** The number in it, a dash where nobody knows. */
  readonly number: string;
  /** What the number is, in a few words. */
  readonly detail: string;
  /** `bad` and `warned` draw the eye; `busy` says that something is in it. */
  readonly tone: 'calm' | 'busy' | 'warned' | 'bad';
  /** All of it in words, for who does not see the picture. */
  readonly words: string;
  /** Where a click leads. */
  readonly to: Pick<Route, 'view' | 'query'>;
}

/** The parts of a picture that may be named as not available. */
type Part = 'topic' | 'queue' | 'ses' | 'deadLetters' | 'undelivered';

/** The boxes of a picture. @param now the stack's time in milliseconds. */
export function nodesOf(picture: Picture, { now, local }: { now: number; local: boolean }): PictureNode[] {
  return [
    {
      id: 'publisher',
      title: 'Publishers',
      number: '',
      detail: 'your code',
      tone: 'calm',
      words: 'Publishers: your code',
      to: { view: local ? 'publish' : 'notifications', query: {} },
    },
    known(picture, 'topic', topicOf(picture)),
    known(picture, 'queue', queueOf(picture)),
    emailerOf(picture),
    known(picture, 'ses', sesOf(picture)),
    inboxOf(picture),
    known(picture, 'queue', postponedOf(picture, now)),
    known(picture, 'deadLetters', deadLettersOf(picture)),
    known(picture, 'undelivered', undeliveredOf(picture)),
    ...(picture.feedback ? [feedbackOf(picture.feedback)] : []),
    ...(picture.subscribers.length > 0 ? [subscribersOf(picture.subscribers)] : []),
  ];
}

/** A box as it is, or with a dash for its number, where its part could not be read. */
function known({ unavailable }: Picture, part: Part, node: PictureNode): PictureNode {
  if (unavailable[part] === undefined) return node;
  return { ...node, number: '–', detail: 'not known', tone: 'calm', words: `${node.title}: not known` };
}

function topicOf({ topic: { published } }: Picture): PictureNode {
  return {
    id: 'topic',
    title: 'Topic',
    number: shortCount(published),
    detail: 'published',
    tone: 'calm',
    words: `Topic: ${countWords(published)} published`,
    to: { view: 'notifications', query: {} },
  };
}

function queueOf({ queue: { waiting, oldestSeconds } }: Picture): PictureNode {
  const oldest = oldestSeconds ?? 0;
  const age = waiting > 0 && oldest > 0 ? `, oldest ${secondsWords(oldest)}` : '';
  return {
    id: 'queue',
    title: 'Queue',
    number: shortCount(waiting),
    detail: `waiting${age}`,
    tone: waiting > 0 ? 'busy' : 'calm',
    words: `Queue: ${countWords(waiting)} waiting${age}`,
    to: { view: 'notifications', query: { state: 'sending' } },
  };
}

/** Where nobody tells of workers, how fast they send is known all the same. */
function emailerOf({ emailer, queue, unavailable }: Picture): PictureNode {
  const { busy, workers, ratePerSecond, sendRate } = emailer;
  const inHands = Math.max(0, queue.inFlight - queue.hidden);
  const rate = rateWords(ratePerSecond, sendRate);
  const isKnown = unavailable.emailer === undefined;
  return {
    id: 'emailer',
    title: 'Emailer',
    number: isKnown ? `${busy} / ${workers}` : '–',
    detail: rate,
    tone: inHands > 0 || busy > 0 ? 'busy' : 'calm',
    words: `Emailer: ${isKnown ? `${busy} of ${workers} workers busy, ` : ''}${countWords(inHands)} in flight, ${rate}`,
    to: { view: 'notifications', query: { state: 'sending' } },
  };
}

function rateWords(rate: number, limit: number | null): string {
  const told = rate >= 10 || Number.isInteger(rate) ? String(Math.round(rate)) : rate.toFixed(1);
  return limit === null ? `${told} a second` : `${told} of ${countWords(limit)} a second`;
}

/** What a lever of the local SES makes of it. */
const FAULTS: Readonly<Record<string, string>> = {
  outage: 'down',
  error: 'refuses everything',
  paused: 'account paused',
  failRate: 'some sends fail',
  loseReplyRate: 'loses replies',
  latencyMilliseconds: 'slow',
  sendRate: 'send rate set',
  dailyQuota: 'daily quota set',
  verified: 'in the sandbox',
  fates: 'some bounce',
};

function sesOf({ ses: { accepted, quota, faults } }: Picture): PictureNode {
  const names = Object.keys(faults ?? {}).map((name) => FAULTS[name] ?? name);
  const share = quota?.daily ? `, ${Math.round((100 * quota.used) / quota.daily)} % of the day` : '';
  const broken = names.join(', ');
  return {
    id: 'ses',
    title: 'SES',
    number: shortCount(accepted),
    detail: broken || `accepted${share}`,
    tone: broken ? 'bad' : 'calm',
    words: `SES: ${countWords(accepted)} accepted${share}${broken && `; ${broken}`}`,
    to: broken ? { view: 'faults', query: {} } : { view: 'notifications', query: { state: 'sent' } },
  };
}

function inboxOf({ inbox, feedback }: Picture): PictureNode {
  if (!inbox) {
    return {
      id: 'inbox',
      title: 'Recipients',
      number: feedback ? shortCount(feedback.delivered) : '',
      detail: feedback ? 'delivered' : 'their mail servers',
      tone: 'calm',
      words: feedback ? `Recipients: ${countWords(feedback.delivered)} delivered` : 'Recipients',
      to: { view: 'notifications', query: { state: 'delivered' } },
    };
  }
  return {
    id: 'inbox',
    title: 'Inbox',
    number: shortCount(inbox.count),
    detail: inbox.count === 1 ? 'email' : 'emails',
    tone: 'calm',
    words: `Inbox: ${manyWords(inbox.count, 'email')}`,
    to: { view: 'inbox', query: {} },
  };
}

function postponedOf({ queue: { hidden, postponed } }: Picture, now: number): PictureNode {
  const held = postponed.filter(({ kind }) => kind === 'hold').reduce((sum, { count }) => sum + count, 0);
  const next = Math.min(...postponed.map(({ nextAttempt }) => Date.parse(nextAttempt)));
  const [most] = postponed;
  const seconds = (next - now) / 1000;
  const until = `next in ${secondsWords(seconds)}`;
  const reasons = postponed.map(({ reason, count }) => `${countWords(count)} ${reason}`).join(', ');
  return {
    id: 'postponed',
    title: held > 0 ? 'Held, tried again' : 'Tried again later',
    number: shortCount(hidden),
    detail:
      hidden > 0 && most ? `in ${roughSecondsWords(seconds)}: ${most.reason}` : 'nothing waits for that',
    tone: hidden === 0 ? 'calm' : held > 0 ? 'warned' : 'busy',
    words: `Waiting for a next attempt: ${countWords(hidden)}${reasons && `: ${reasons}, ${until}`}`,
    to: { view: 'notifications', query: { state: held > 0 ? 'held' : 'retrying' } },
  };
}

function deadLettersOf({ deadLetters: { count, groups } }: Picture): PictureNode {
  const [most] = groups;
  const reasons = groups.map((group) => `, ${countWords(group.count)} ${group.reason}`).join('');
  return {
    id: 'deadLetters',
    title: 'Dead letters',
    number: shortCount(count),
    detail: count > 0 && most ? most.reason : 'given up',
    tone: count > 0 ? 'bad' : 'calm',
    words: `Dead letters: ${countWords(count)}${reasons}`,
    to: { view: 'dead-letters', query: {} },
  };
}

function undeliveredOf({ undelivered: { count } }: Picture): PictureNode {
  return {
    id: 'undelivered',
    title: 'Undelivered',
    number: shortCount(count),
    detail: 'not taken by the queue',
    tone: count > 0 ? 'bad' : 'calm',
    words: `Undelivered: ${countWords(count)} that the queue did not take`,
    to: { view: 'dead-letters', query: { state: 'undelivered' } },
  };
}

function feedbackOf(feedback: NonNullable<Picture['feedback']>): PictureNode {
  const { delivered, bounced, complained, delayed, suppressed } = feedback;
  const bad = bounced + complained + suppressed;
  const all = Object.entries({ delivered, bounced, complained, delayed, suppressed });
  const others = all.filter(([name, count]) => name !== 'delivered' && count > 0);
  return {
    id: 'feedback',
    title: 'SES feedback',
    number: shortCount(delivered),
    detail:
      others.length > 0
        ? others.map(([name, count]) => `${shortCount(count)} ${name}`).join(', ')
        : 'delivered',
    tone: bad > 0 ? 'warned' : 'calm',
    words: `What SES told afterwards: ${all.map(([name, count]) => `${countWords(count)} ${name}`).join(', ')}`,
    to: { view: 'notifications', query: { state: bounced > 0 ? 'bounced' : 'delivered' } },
  };
}

function subscribersOf(subscribers: Picture['subscribers']): PictureNode {
  const protocols = [...new Set(subscribers.map(({ protocol }) => protocol))].join(', ');
  return {
    id: 'subscribers',
    title: 'Other subscribers',
    number: shortCount(subscribers.length),
    detail: protocols,
    tone: 'calm',
    words: `Other subscribers: ${subscribers.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`).join(', ')}`,
    to: { view: 'overview', query: {} },
  };
}
