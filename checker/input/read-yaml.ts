import { createRequire } from 'node:module';
import type { Document, Node } from 'yaml';

/** How often anchors may be repeated; more is an attack on memory. */
const MAX_ALIASES = 100;

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
  const options = { schema: 'core', merge: true, uniqueKeys: false, logLevel: 'error' } as const;
  const document: Document = yaml.parseDocument(text, options);
  const [error] = document.errors;
  if (error) throw error;
  yaml.visit(document, { Node: (_, node) => longForm(node as Node, yaml) });
  return document.toJS({ maxAliasCount: MAX_ALIASES });
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
