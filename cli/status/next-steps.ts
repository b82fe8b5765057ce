import type { HELD } from '../../contract/reasons.ts';
import { HIGH } from '../../contract/reputation.ts';
import { shellWord } from '../../contract/shell-word.ts';
import { totalOf } from '../../ops/dead-letters/depth.ts';
import { knownOf } from '../../ops/part.ts';
import type { Status } from '../../ops/status/status.ts';
import type { NextStep } from '../../words/next-steps.ts';

/** What the steps depend on beside the status. */
export interface Surroundings {
  /** The options by which the target was named, as one types them after a command. */
  readonly targetWords: string;
  /** Whether it is the local stack, which no other tool finds by itself. */
  readonly isLocal: boolean;
  readonly region: string;
  /** The region whose SES sends. */
  readonly sesRegion: string;
  readonly emailer: string | undefined;
}

/** How an operator cures what holds notifications, and how AWS's own command shows it. */
const CURES: Readonly<Record<keyof typeof HELD, readonly [text: string, look: string | undefined]>> = {
  'account-paused': ['SES has paused the account: its console says why.', 'aws sesv2 get-account'],
  'configuration-set-paused': [
    'Turn sending on again for the configuration set.',
    'aws sesv2 list-configuration-sets',
  ],
  'configuration-set-missing': [
    'Create the configuration set again, or deploy without it.',
    'aws sesv2 list-configuration-sets',
  ],
  'sender-not-verified': [
    'Verify the sender, or its MAIL FROM domain, in SES again.',
    'aws sesv2 list-email-identities',
  ],
  'refused-alike': [
    'SES refuses every email with the same words. To read them, send one email from the same sender by "aws ses send-email".',
    undefined,
  ],
  'access-denied': [
    "Give the emailer's role its permission back: deploy the backend again, or undo what was changed by hand.",
    undefined,
  ],
  'attachment-forbidden': [
    "Let the emailer read the bucket of the attachments: give it as the prop attachments, and look at the bucket's policy and key.",
    undefined,
  ],
  'daily-quota': [
    'The daily quota frees 24 hours after the emails that used it up: wait, or ask SES for more.',
    'aws sesv2 get-account',
  ],
};

/** After so many seconds even what a busy emailer had to leave for a moment is under way. */
const STILL_SECONDS = 60;

/** What helps now, the most urgent first; nothing while all is well. */
export function nextSteps(status: Status, surroundings: Surroundings): NextStep[] {
  const mailroom = (command: string) => `npx amplify-mailroom ${command}${surroundings.targetWords}`;
  const postponed = knownOf(status.postponed) ?? [];
  const held = postponed.filter(({ kind }) => kind === 'held');
  const steps = held.map(({ reason }) => cureOf(reason as keyof typeof HELD, surroundings));
  if (held.length > 0) {
    steps.push({
      text: 'Once that is cured, each held notification is sent at its next attempt. Send one of your own to see at once whether it is cured:',
      commands: [mailroom('send --to you@example.com --subject "Is it back?" --body "It is."')],
    });
  }
  if (postponed.length > held.length)
    steps.push({
      text: 'Retried notifications need nothing: their failures pass.',
      commands: [mailroom('status --watch')],
    });
  if (isStill(status)) steps.push(wakeUp(surroundings));
  steps.push(...reputationSteps(status, mailroom));
  const deadLetters = knownOf(status.deadLetters);
  if (deadLetters && totalOf(deadLetters.depth) > 0)
    steps.push({ text: 'Dead letters are not sent by themselves.', commands: [mailroom('dlq list')] });
  const undelivered = knownOf(status.undelivered);
  if (undelivered && totalOf(undelivered) > 0) {
    steps.push({
      text: 'Undelivered notifications are not sent by themselves.',
      commands: [mailroom('dlq list --undelivered')],
    });
  }
  return steps;
}

/** What is left before SES reviews the account is for finding out why. */
function reputationSteps({ feedback }: Status, mailroom: (command: string) => string): NextStep[] {
  const { rates, deadLetters = 0 } = knownOf(feedback) ?? {};
  return [
    ...((rates?.bounceRate ?? 0) >= HIGH.bounceRate
      ? [
          {
            text: 'SES reviews an account of whose emails 5 % bounce, and may pause it. Find out where the addresses come from that do not work, and stop writing to them. The latest are on the suppression list:',
            commands: [mailroom('suppressed list --reason bounce')],
          },
        ]
      : []),
    ...((rates?.complaintRate ?? 0) >= HIGH.complaintRate
      ? [
          {
            text: 'SES reviews an account of whose recipients 0.1 % complain, and may pause it. Write only to people who asked for it, and let them unsubscribe:',
            commands: [mailroom('suppressed list --reason complaint')],
          },
        ]
      : []),
    ...(deadLetters > 0
      ? [
          {
            text: 'The feedback function could not keep events of SES: its log says why. Histories lack them until they are moved back to the feedback queue.',
            commands: [],
          },
        ]
      : []),
  ];
}

function cureOf(reason: keyof typeof HELD, { isLocal, sesRegion }: Surroundings): NextStep {
  const [text, look] = CURES[reason];
  return { text, commands: look === undefined || isLocal ? [] : [`${look} --region ${sesRegion}`] };
}

/** Whether something waits and nobody takes it. */
function isStill({ queue, oldestSeconds }: Status): boolean {
  const { visible = 0, inFlight = 0 } = knownOf(queue) ?? {};
  return visible > 0 && inFlight === 0 && (knownOf(oldestSeconds) ?? 0) >= STILL_SECONDS;
}

function wakeUp({ isLocal, region, emailer }: Surroundings): NextStep {
  const text =
    'Nothing is in flight, so the emailer does not run: is its event source mapping enabled, and may it run at all?';
  if (isLocal || emailer === undefined) return { text, commands: [] };
  const look = `aws lambda list-event-source-mappings --function-name ${shellWord(emailer)} --region ${region}`;
  return { text, commands: [look] };
}
