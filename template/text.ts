import { createHash } from 'node:crypto';
import { Unknown } from './unknown.ts';

/**
 * Texts in which references are marks: a resource by its number in the templates, what nobody knows by a hole, which says
 * what it is if that is known. So a text that CloudFormation joins keeps its references, and two texts that are the same are
 * equal. Characters of private use stand around the marks, since no ARN or name holds any.
 */
const MARK = /\uE000(\d+)\.([^\uE001]*)\uE001/g;
const WHOLE_MARK = /^\uE000(\d+)\.([^\uE001]*)\uE001$/;
const HOLE = '\uE002';
const NOTHING_BUT_HOLES = /^(?:\uE002[^\uE002\uE003]*\uE003)+$/;
const HOLES = /\uE002([^\uE002\uE003]*)\uE003/g;

/** A reference to a resource: its `Ref`, or one of its attributes. */
export interface Reference {
  /** The number of the resource in the templates. */
  readonly index: number;
  /** `Ref`, or the attribute's name. */
  readonly attribute: string;
}

export function markOf({ index, attribute }: Reference): string {
  return `\uE000${index}.${attribute}\uE001`;
}

/** The part of a text of which nothing is known, not even whether it is the same as another. */
export const UNKNOWN_PART = '\uE002\uE003';

/** The part of a text that is not known. */
export function unknownPart({ identity = '' }: Unknown): string {
  return `\uE002${identity}\uE003`;
}

/** What a text is of which nothing is known: a text that is nothing but holes is none. */
export function unknownText(text: string): Unknown | undefined {
  if (!NOTHING_BUT_HOLES.test(text)) return undefined;
  const [identity = '', ...others] = [...text.matchAll(HOLES)].map(([, each]) => each);
  const whole = others.length === 0 ? identity : hasNamelessPart(text) ? '' : identityOf('', text);
  return new Unknown('nothing of its text is known', 'expression', whole || undefined);
}

/** The identity of what an expression says; `label` is for people. */
export function identityOf(label: string, ...said: readonly string[]): string {
  const hash = createHash('sha1').update(said.join('\n')).digest('hex').slice(0, 16);
  return `${label.replace(/\W/g, '')}~${hash}`;
}

/** What CloudFormation itself fills in, as in `${Region}`: without the colons of its name, at which ARNs are split. */
export function pseudoParameter(name: string): string {
  return `\${${name.replace(/^AWS::/, '')}}`;
}

/** Whether CloudFormation itself fills in a part of a text. */
export function hasPseudoParameter(text: string): boolean {
  return /\$\{(?:Region|AccountId|Partition|URLSuffix|StackName|StackId|NotificationARNs)\}/.test(text);
}

const PIECE =
  /\uE000\d+\.[^\uE001]*\uE001|\uE002[^\uE003]*\uE003|\$\{(?:Region|AccountId|Partition|URLSuffix|StackName|StackId)\}|[\s\S]/g;

/** The pieces of a text: its characters, and as one piece each what is up to the deployment. */
export function piecesOf(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** The reference that a text is, if it is nothing but one. */
export function referenceOf(text: string): Reference | undefined {
  const [, index, attribute = ''] = WHOLE_MARK.exec(text) ?? [];
  return index === undefined ? undefined : { index: Number(index), attribute };
}

/** Whether a value is a text that holds no reference, and of which everything is known. */
export function isLiteral(value: unknown): value is string {
  return typeof value === 'string' && !/[\uE000-\uE003]/.test(value);
}

/** Whether a part of the text is not known. */
export function hasUnknownPart(text: string): boolean {
  return text.includes(HOLE);
}

/** Whether two texts that are equal may still be two values, since a part of them may be anything. */
export function hasNamelessPart(text: string): boolean {
  return text.includes(UNKNOWN_PART);
}

/** A text with `name` in the place of each reference, for people. */
export function spell(text: string, name: (reference: Reference) => string): string {
  return text
    .replace(MARK, (_, index: string, attribute: string) => name({ index: Number(index), attribute }))
    .replace(HOLES, (_, identity: string) =>
      /^\w/.test(identity) ? `\${${identity.split('~', 1)[0]}}` : '?',
    );
}
