import { createRequire } from 'node:module';
import type { Document, Node } from 'yaml';

/** How often anchors may be repeated; more is an attack on memory. */
const MAX_ALIASES = 100;

/** How many lines of quoted texts may be indented too little, since each takes another reading. */
const MAX_MOVED_LINES = 50;

/** More columns than anything in a template is indented by. */
const FAR_RIGHT = 200;

/** Short forms of `Fn::…`; these two have another name. */
const PLAIN = ['!Ref', '!Condition'];

/**
 * A template in YAML, its short forms (`!Sub`) as the long ones. Only then the parser is loaded.
 *
 * @throws Error where the text is no YAML, or names itself by its anchors again and again.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function readYaml(text: string): unknown {
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const document = parsed(text, yaml);
  yaml.visit(document, { Node: (_, node) => longForm(node as Node, yaml) });
  return document.toJS({ maxAliasCount: MAX_ALIASES });
}

/**
 * Further lines of a quoted text need not be indented as YAML asks: AWS takes them anywhere. What is before them is no part of
 * the text, so they are moved to the right until they are read.
 *
 * @throws Error the first one, where that does not help.
 */
function parsed(text: string, yaml: typeof import('yaml')): Document {
  const options = { schema: 'core', merge: true, uniqueKeys: false, logLevel: 'error' } as const;
  let document: Document = yaml.parseDocument(text, options);
  const [first] = document.errors;
  let moved = text;
  for (let lines = 0; lines < MAX_MOVED_LINES; lines += 1) {
    const [error] = document.errors;
    if (!error) return document;
    if (error.code !== 'MISSING_CHAR') break;
    const [, lineEnd = ''] = /^(\r?\n)/.exec(moved.slice(error.pos[0])) ?? [];
    if (lineEnd === '') break;
    const next = error.pos[0] + lineEnd.length;
    moved = `${moved.slice(0, next)}${' '.repeat(FAR_RIGHT)}${moved.slice(next)}`;
    document = yaml.parseDocument(moved, options);
  }
  throw first;
}

/** What stands in the place of `!Sub text`: `{ Fn::Sub: text }`, under the same anchor. */
function longForm(node: Node, { Pair, Scalar, YAMLMap }: typeof import('yaml')): Node | undefined {
  if (!('tag' in node) || !node.tag?.startsWith('!') || node.tag === '!') return undefined;
  const name = PLAIN.includes(node.tag) ? node.tag.slice(1) : `Fn::${node.tag.slice(1)}`;
  const long = new YAMLMap();
  long.items.push(new Pair(new Scalar(name), node));
  if ('anchor' in node && node.anchor !== undefined) {
    long.anchor = node.anchor;
    delete node.anchor;
  }
  delete node.tag;
  return long;
}
