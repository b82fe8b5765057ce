import * as v from 'valibot';
import { parseEmailAddress } from './email-address.ts';

/**
 * What SES takes of headers that are not its own: so many, names and values so long, values of printable ASCII.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html
 */
const MAX_HEADERS = 15;
const MAX_NAME = 126;
const MAX_VALUE = 870;

/** Headers that say nothing of who an email is from, where it goes or how it is read. */
const NAMES = [
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'List-Id',
  'List-Help',
  'List-Subscribe',
  'List-Post',
  'List-Owner',
  'List-Archive',
  'In-Reply-To',
  'References',
  'Auto-Submitted',
  'Precedence',
  'Importance',
  'Priority',
  'Feedback-ID',
  'Keywords',
  'Comments',
  'Organization',
];

const KNOWN: ReadonlySet<string> = new Set(NAMES.map((name) => name.toLowerCase()));

/** Any header of one's own, but those by which SES is told what to do. */
const OWN_NAME = /^x-(?!ses-)[!-9;-~]+$/i;

const VALUE = /^[!-~](?:[ -~]*[!-~])?$/;

/** The two by which mail programs offer to unsubscribe. */
const UNSUBSCRIBE = 'List-Unsubscribe';
const UNSUBSCRIBE_POST = 'List-Unsubscribe-Post';

/** Headers by name. */
export type Headers = Readonly<Record<string, string>>;

/** How somebody says that they want no more of it. */
export interface Unsubscribe {
  readonly url?: string | undefined;
  readonly mailto?: string | undefined;
}

/** A notification's headers of its own. */
export interface WithHeaders {
  readonly headers?: Headers | undefined;
  readonly unsubscribe?: Unsubscribe | undefined;
}

interface Fault {
  readonly message: string;
  readonly input: unknown;
  /** The header whose value it is. */
  readonly name?: string;
}

/** Headers that cannot break an email, each once. */
export const headersSchema = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, Headers>(({ dataset, addIssue, NEVER }) => {
    const given = dataset.value;
    const faults = faultsOf(given);
    for (const { message, input, name } of faults) {
      if (name === undefined) addIssue({ message, input });
      else
        addIssue({
          message,
          input,
          path: [{ type: 'object', origin: 'value', input: {}, key: name, value: input }],
        });
    }
    return faults.length > 0 ? NEVER : { ...(given as Headers) };
  }),
);

function faultsOf(given: unknown): Fault[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return [{ message: 'an object of headers by name', input: given }];
  }
  const entries = Object.entries(given);
  const names = entries.map(([name]) => name.toLowerCase());
  const twice = entries.find(([name], index) => names.indexOf(name.toLowerCase()) < index)?.[0];
  return [
    ...(entries.length > MAX_HEADERS
      ? [{ message: `at most ${MAX_HEADERS} headers`, input: entries.length }]
      : []),
    ...(twice === undefined ? [] : [{ message: 'each header once', input: twice }]),
    ...entries.flatMap(([name, value]) => entryFaults(name, value)),
  ];
}

function entryFaults(name: string, value: unknown): Fault[] {
  if (!isAllowed(name)) {
    return [
      {
        message: `names that begin with X-, but not with X-SES-, or one of ${NAMES.join(', ')}`,
        input: name,
      },
    ];
  }
  if (typeof value === 'string' && value.length <= MAX_VALUE && VALUE.test(value)) return [];
  return [{ message: `1 to ${MAX_VALUE} characters of printable ASCII`, input: value, name }];
}

function isAllowed(name: string): boolean {
  return name.length <= MAX_NAME && (KNOWN.has(name.toLowerCase()) || OWN_NAME.test(name));
}

const url = v.pipe(
  v.string(),
  v.check((text) => /^https:\/\/[!-;=?-~]+$/i.test(text) && URL.canParse(text), 'a URL with https'),
);

const mailto = v.pipe(
  v.string(),
  v.check(
    (text) => parseEmailAddress(text)?.displayName === undefined && mailtoUrl(text) !== undefined,
    'an email address without a name, or a mailto: URL',
  ),
);

/** Where to unsubscribe, by one click or by an email. */
export const unsubscribeSchema = v.pipe(
  v.object({ url: v.optional(url), mailto: v.optional(mailto) }),
  v.check((given) => given.url !== undefined || given.mailto !== undefined, 'a url, a mailto or both'),
  v.check(
    (given) => targetsOf(given).length <= MAX_VALUE,
    `url and mailto of at most ${MAX_VALUE} characters together`,
  ),
);

/** Whether a notification says in its headers, too, how to unsubscribe. */
export function saysTwice({ headers = {}, unsubscribe }: WithHeaders): boolean {
  const own = [UNSUBSCRIBE, UNSUBSCRIBE_POST].map((name) => name.toLowerCase());
  return unsubscribe !== undefined && Object.keys(headers).some((name) => own.includes(name.toLowerCase()));
}

/**
 * The headers of an email beside those that every email has. Who may unsubscribe by a URL, may do it by one click: the mail
 * program posts to it, and asks nobody.
 * @see https://www.rfc-editor.org/rfc/rfc8058
 */
export function headersOf({ headers = {}, unsubscribe }: WithHeaders): [name: string, value: string][] {
  return [
    ...Object.entries(headers),
    ...(unsubscribe === undefined ? [] : [[UNSUBSCRIBE, targetsOf(unsubscribe)] as [string, string]]),
    ...(unsubscribe?.url === undefined
      ? []
      : [[UNSUBSCRIBE_POST, 'List-Unsubscribe=One-Click'] as [string, string]]),
  ];
}

function targetsOf({ url: page, mailto: address }: Unsubscribe): string {
  const targets = [page, address === undefined ? undefined : mailtoUrl(address)];
  return targets
    .filter((target) => target !== undefined)
    .map((target) => `<${target}>`)
    .join(', ');
}

function mailtoUrl(text: string): string | undefined {
  if (/^mailto:[!-;=?-~]+@[!-;=?-~]+$/i.test(text)) return text;
  const address = parseEmailAddress(text)?.address;
  return address === undefined || /[^!-~]|[<>]/.test(address) ? undefined : `mailto:${encodeURI(address)}`;
}
