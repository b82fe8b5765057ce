import { shellWord } from '../../contract/shell-word.ts';
import { reasonOf } from '../../ops/dead-letters/dead-letter.ts';
import { totalOf } from '../../ops/dead-letters/depth.ts';
import { knownOf, type Part } from '../../ops/part.ts';
import type { FoundLetters, Story } from '../../ops/story/read-story.ts';
import type { NextStep } from '../../words/next-steps.ts';
import { formatCount } from '../../words/quantities.ts';
import type { StoryState } from './story-state.ts';

/** What the steps depend on beside the story. */
export interface Surroundings {
  /** What was asked for, as it may be shown. */
  readonly asked: string;
  /** The options by which the target was named, as one types them after a command. */
  readonly targetWords: string;
  /** Whether it is the local stack, whose log is where it was started. */
  readonly isLocal: boolean;
  readonly region: string;
  readonly emailer: string | undefined;
  /** Whether SES tells the pipeline what becomes of its emails. */
  readonly hasFeedback: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** SES has told what became of most emails by then. */
const SOON_MILLISECONDS = 15 * 60_000;

/** How SES names emails. @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html */
const SES_MESSAGE_ID = /^[0-9a-f]{16}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{6}$/i;

/** Another one is needed, since what was sent under an id is not sent again under it. */
const AGAIN = 'Publish it again under another id: what SES has accepted is not sent again under the same.';

/** What helps, by the state; nothing where all is well. */
export function nextSteps(story: Story, state: StoryState, surroundings: Surroundings): NextStep[] {
  const mailroom = (command: string) => `npx amplify-mailroom ${command}${surroundings.targetWords}`;
  switch (state) {
    case 'unknown':
      return whatUnknownMeans(story, surroundings);
    case 'sending':
      return [
        {
          text: 'It is tried again by itself, once its lock has ended; if SES tells by then that it accepted it, it is not sent again.',
          commands: [],
        },
        ...lookIntoLog(surroundings, 'How its attempts went is in the emailer’s log:'),
      ];
    case 'dead-letter':
      return letterSteps(story.deadLetters, '', surroundings);
    case 'undelivered':
      return letterSteps(story.undelivered, ' --undelivered', surroundings);
    case 'accepted':
      return acceptedSteps(story, surroundings);
    case 'bounced':
      return [
        isForGood(story)
          ? {
              text: 'The address does not work: correct it where you keep it. SES may have put it on its suppression list; if it works again, take it off.',
              commands: [mailroom('suppressed list'), mailroom('suppressed remove ADDRESS')],
            }
          : { text: 'The address may work later: SES has given up trying for now.', commands: [] },
        { text: AGAIN, commands: [] },
      ];
    case 'suppressed':
      return [
        {
          text: 'Which of its recipients is on the list, and why, SES tells; if it is to be written to, take it off.',
          commands: [mailroom('suppressed list'), mailroom('suppressed remove ADDRESS')],
        },
        { text: AGAIN, commands: [] },
      ];
    case 'complained':
      return [
        {
          text: 'Write no more to that recipient: complaints are what SES pauses accounts for.',
          commands: [],
        },
      ];
    case 'rejected':
      return [{ text: `Look at what it carries. ${AGAIN}`, commands: [] }];
    case 'withheld':
      return [{ text: 'The props deliverOnlyTo and redirectTo decide that.', commands: [] }];
    case 'delayed':
    case 'delivered':
      return [];
    default:
      return state satisfies never;
  }
}

/** @see https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types */
function isForGood({ table }: Story): boolean {
  const bounces = knownOf(table)?.history.filter(({ kind }) => kind === 'bounced') ?? [];
  return bounces.some(({ type }) => type === 'Permanent');
}

function letterSteps(
  found: Part<FoundLetters>,
  queueOption: string,
  { targetWords }: Surroundings,
): NextStep[] {
  const dlq = (command: string) => `npx amplify-mailroom dlq ${command}${queueOption}${targetWords}`;
  const [letter] = knownOf(found)?.letters ?? [];
  if (letter === undefined) return [];
  return [
    { text: 'It whole, with its payload:', commands: [dlq(`show ${letter.messageId}`)] },
    {
      text: 'What helps, of all that are dead letters for the same reason:',
      commands: [dlq(`list --reason ${shellWord(reasonOf(letter))}`)],
    },
  ];
}

function acceptedSteps(story: Story, { hasFeedback, now, targetWords }: Surroundings): NextStep[] {
  if (!hasFeedback)
    return [
      {
        text: 'The pipeline has no feedback, so SES tells it no more: look for the SES message id where your configuration set publishes.',
        commands: [],
      },
    ];
  const { history = [] } = knownOf(story.table) ?? {};
  const since = history.map(({ at }) => Date.parse(at)).at(-1);
  if (since !== undefined && now - since < SOON_MILLISECONDS)
    return [{ text: 'SES tells within minutes whether it was delivered.', commands: [] }];
  return [
    {
      text: 'SES tries for hours where a mail server does not answer. If nothing comes back of any email, look at the feedback queue and its alarm.',
      commands: [`npx amplify-mailroom status${targetWords}`],
    },
  ];
}

function whatUnknownMeans(story: Story, surroundings: Surroundings): NextStep[] {
  const { asked, targetWords } = surroundings;
  if (asked.includes('@'))
    return [
      {
        text: 'Nothing is kept by an address: whoever published it knows the id, and the emailer logs ids alone.',
        commands: [],
      },
    ];
  if (SES_MESSAGE_ID.test(asked))
    return lookIntoLog(
      surroundings,
      'That looks like one of SES’s ids. The emailer’s log has it beside the notification’s id, as "Email sent":',
    );
  const depth = knownOf(story.queue);
  const waiting = depth && totalOf(depth);
  return [
    ...(waiting
      ? [
          {
            text: `It may be among the ${formatCount(waiting)} in the queue, where SQS finds nothing by its id. What waits there, and why:`,
            commands: [`npx amplify-mailroom status${targetWords}`],
          },
        ]
      : []),
    ...lookIntoLog(surroundings, 'What the emailer did with it, if it ever had it, is in its log:'),
    {
      text: 'Or it was never published under this id: publish returns the id, and without one of its own it has another each time. Or it was sent so long ago that its record has expired (deduplicateFor), or purged.',
      commands: [],
    },
  ];
}

/** The log finds what stands in quotation marks; an id that is not shown as it is does not. */
function lookIntoLog({ asked, isLocal, emailer, region }: Surroundings, text: string): NextStep[] {
  if (isLocal) return [{ text: `${text.replace(/:$/, '')}, where the local stack runs.`, commands: [] }];
  if (emailer === undefined || !/^[\w./:+-]+$/.test(asked)) return [];
  const group = `$(aws lambda get-function-configuration --function-name ${shellWord(emailer)} --query LoggingConfig.LogGroup --output text --region ${region})`;
  return [
    {
      text,
      commands: [`aws logs tail "${group}" --since 1d --filter-pattern '"${asked}"' --region ${region}`],
    },
  ];
}
