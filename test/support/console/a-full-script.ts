import type {
  DeadLetter,
  DeadLetterList,
  InboxEmail,
  InboxNews,
  Lever,
  NotificationDetail,
  NotificationForm,
  Operation,
  Plan,
  Snapshot,
} from '../../../console/api.ts';
import { aConsoleNotification } from './a-console-notification.ts';
import { aPicture } from './a-picture.ts';
import { aSnapshot, type Script } from './a-scripted-console.ts';

const AT = '2026-11-28T10:00:00.000Z';

/** A pipeline with something in every place, all of whose texts are `text`. */
export function aFullSnapshot(text = 'message-rejected'): Snapshot {
  return aSnapshot({
    picture: aPicture({
      topic: { published: 4012 },
      queue: {
        waiting: 12,
        inFlight: 5,
        hidden: 3,
        oldestSeconds: 42,
        postponed: [{ reason: text, explanation: text, kind: 'hold', count: 3, nextAttempt: AT }],
      },
      ses: { accepted: 3990, quota: { sendRate: 14, daily: 50_000, used: 4000 }, faults: { outage: true } },
      inbox: { count: 1 },
      deadLetters: { count: 2, groups: [{ reason: text, error: text, count: 2 }] },
      undelivered: { count: 1 },
      feedback: { delivered: 30, bounced: 2, complained: 0, delayed: 1, suppressed: 0 },
      subscribers: [{ protocol: 'lambda', endpoint: text }],
    }),
    notifications: (
      ['sending', 'retrying', 'held', 'sent', 'delivered', 'bounced', 'withheld', 'dead'] as const
    ).map((state, place) =>
      aConsoleNotification({ id: `${place} ${text}`, state, reason: text, error: text, attempts: 2 }),
    ),
    points: [aPoint(1), aPoint(2)],
    alarms: [
      { kind: 'DeadLetterArrived', name: 'one', state: 'ALARM', reason: text, description: text, since: AT },
      { kind: 'NotificationsOld', name: 'two', state: 'OK', reason: text, description: text, since: AT },
    ],
    operations: [
      { id: 'run', action: 'redrive', state: 'failed', done: 1, total: 2, startedAt: AT, words: text },
    ],
  });
}

function aPoint(second: number): Snapshot['points'][number] {
  return {
    at: `2026-11-28T10:00:0${second}.000Z`,
    seconds: 1,
    published: 3,
    sent: 2,
    retried: 1,
    held: 1,
    rejected: 1,
    expired: 0,
    waiting: 12,
    inFlight: 5,
    deadLetters: 2,
    oldestSeconds: 42,
    latencyP50: 130,
    latencyP99: 900,
    quotaUsed: 0.08,
  };
}

/** What is answered of that pipeline. */
export function aFullScript(text = 'message-rejected'): Script {
  const pipeline = '/api/pipelines/Notifications';
  const letter: DeadLetter = {
    id: text,
    messageId: 'message-1',
    reason: text,
    error: text,
    explanation: text,
    attempts: 2,
    redrives: 1,
    publishedAt: AT,
    deadLettered: AT,
    payload: JSON.stringify({ id: 'order-1', subject: text, body: text, recipient: 'ada@example.com' }),
  };
  const list: DeadLetterList = {
    groups: [
      {
        reason: text,
        error: text,
        explanation: text,
        count: 2,
        redriven: 1,
        oldest: AT,
        newest: AT,
        cure: [{ text, commands: [text] }],
        letters: [
          { id: text, messageId: 'message-1', deadLettered: AT, redrives: 1, recipient: text, recipients: 2 },
        ],
      },
    ],
    matching: 2,
    received: 2,
    partial: [text],
  };
  const detail: NotificationDetail = {
    ...aConsoleNotification({ id: text, state: 'dead', reason: text, error: text }),
    timeline: [
      { at: AT, kind: 'published', text, facts: {} },
      { at: AT, kind: 'retry', text, facts: { [text]: text } },
    ],
    email: 'email-1',
    deadLetter: letter,
    unknown: [text],
  };
  const email: InboxEmail = {
    messageId: 'email-1',
    from: text,
    replyTo: [text],
    destination: { to: [text], cc: [text], bcc: [] },
    subject: text,
    text,
    html: `<p>https://example.com ${text}</p>`,
    headers: [{ name: text, value: text }],
    attachments: [{ filename: text, contentType: 'text/html', size: 12 }],
    at: AT,
  };
  const news: InboxNews = {
    cursor: 'one',
    isWhole: true,
    emails: [{ ...email, attachments: 1 }],
  };
  const lever: Lever = {
    id: 'outage',
    title: text,
    explanation: text,
    kind: 'toggle',
    value: true,
    call: text,
  };
  const form: NotificationForm = {
    fields: [
      { name: 'subject', label: 'Subject', kind: 'text', required: true, hint: text },
      { name: 'recipient', label: 'Recipient', kind: 'list', required: true, hint: text },
    ],
  };
  const plan: Plan = {
    planId: 'plan-1',
    action: 'redrive',
    count: 2,
    words: text,
    question: `Redrive 2 dead letters?`,
    confirm: null,
    seconds: 1,
    difference: null,
  };
  const operation: Operation = {
    id: 'operation-1',
    action: 'redrive',
    state: 'running',
    done: 0,
    total: 2,
    startedAt: AT,
    words: null,
  };
  return {
    ...Object.fromEntries([0, 7].map((place) => [`GET ${pipeline}/notifications/${place} ${text}`, detail])),
    [`GET ${pipeline}/dead-letters`]: list,
    [`GET ${pipeline}/dead-letters/message-1`]: letter,
    [`GET ${pipeline}/operations`]: [
      {
        run: '1',
        time: AT,
        action: 'redrive',
        principal: text,
        state: 'failed',
        counts: { redriven: 1 },
        error: text,
      },
    ],
    [`POST ${pipeline}/dead-letters/plan`]: plan,
    [`POST ${pipeline}/dead-letters/apply`]: operation,
    [`POST ${pipeline}/dead-letters/difference`]: { difference: '-old\n+new', issues: [] },
    [`DELETE ${pipeline}/operations/operation-1`]: null,
    'GET /api/levers': [lever, { ...lever, id: 'rate', kind: 'number', value: 14 }],
    'GET /api/notification-form': form,
    'GET /api/inbox': news,
    'GET /api/inbox/email-1': email,
    'GET /api/inbox/email-1/html': () =>
      new Response(`<p>${text}</p>`, {
        headers: {
          'content-type': 'text/html',
          'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'self'",
          'x-frame-options': 'SAMEORIGIN',
        },
      }),
    'GET /api/inbox/email-1/source': text,
  };
}
