import { callFunction, fill, isFunction } from './math-functions.ts';
import { aNumber, combine, type MathValue, mapValues } from './math-value.ts';
import { UnsupportedError } from './unsupported-error.ts';

/** A parsed expression. The parser's own type is wider: each kind of node has the fields that are read of it. */
export interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Parses the text of an expression. */
export type ParseExpression = (text: string) => SyntaxNode;

/** An expression of metric math that can be evaluated again and again. */
export interface MathExpression {
  /** The ids that it refers to, each once. */
  readonly ids: readonly string[];
  evaluate(lookUp: (id: string) => MathValue): MathValue;
}

type Evaluate = MathExpression['evaluate'];

const OPERATORS: Readonly<Record<string, ((a: number, b: number) => number) | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** Ids of metrics and expressions begin with a lower-case letter; words of metric math do not. */
const ID = /^[a-z]\w*$/;

/**
 * Makes an expression that can be evaluated of its text.
 *
 * @throws UnsupportedError naming what the local stack does not have: a function, an operator.
 */
export function compileExpression(text: string, parse: ParseExpression): MathExpression {
  const ids = new Set<string>();
  const evaluate = compile(parsed(text, parse), ids);
  return { ids: [...ids], evaluate };
}

function parsed(text: string, parse: ParseExpression): SyntaxNode {
  try {
    return parse(text);
  } catch (cause) {
    throw new UnsupportedError(`the expression ${text}`, { cause });
  }
}

function compile(node: SyntaxNode, ids: Set<string>): Evaluate {
  const compiler = COMPILERS[node.type];
  if (!compiler) throw new UnsupportedError(`an expression with a ${node.type}`);
  return compiler(node, ids);
}

const COMPILERS: Readonly<Record<string, ((node: SyntaxNode, ids: Set<string>) => Evaluate) | undefined>> = {
  Literal: ({ value, raw }) => {
    if (typeof value !== 'number') throw new UnsupportedError(`the text ${raw} in an expression`);
    return () => aNumber(value);
  },
  Identifier: ({ name }, ids) => {
    const id = String(name);
    if (!ID.test(id)) throw new UnsupportedError(`the word ${id} in an expression`);
    ids.add(id);
    return (lookUp) => lookUp(id);
  },
  UnaryExpression: ({ operator, argument }, ids) => {
    const value = compile(argument as SyntaxNode, ids);
    if (operator === '+') return value;
    if (operator !== '-') throw new UnsupportedError(`the operator ${operator}`);
    return (lookUp) =>
      mapValues(value(lookUp), (points) => points.map((each) => (each === undefined ? undefined : -each)));
  },
  BinaryExpression: ({ operator, left, right }, ids) => {
    const operate = OPERATORS[String(operator)];
    if (!operate) throw new UnsupportedError(`the operator ${operator}`);
    const [one, other] = [compile(left as SyntaxNode, ids), compile(right as SyntaxNode, ids)];
    return (lookUp) => combine(one(lookUp), other(lookUp), operate);
  },
  ArrayExpression: ({ elements }, ids) => {
    const parts = (elements as SyntaxNode[]).map((element) => compile(element, ids));
    return (lookUp) => ({ kind: 'list', items: parts.flatMap((part) => seriesIn(part(lookUp))) });
  },
  CallExpression: ({ callee, arguments: given }, ids) => {
    const name = String((callee as SyntaxNode).name);
    const args = given as SyntaxNode[];
    if (name === 'FILL') return compileFill(args, ids);
    const [first, ...others] = args;
    if (!isFunction(name)) throw new UnsupportedError(`the function ${name}`);
    if (!first || others.length > 0) throw new UnsupportedError(`${name} with ${args.length} arguments`);
    const argument = compile(first, ids);
    return (lookUp) => callFunction(name, argument(lookUp));
  },
};

/** `FILL(series, number)`, or with `REPEAT` or `LINEAR` in the number's place. */
function compileFill([first, second, ...others]: SyntaxNode[], ids: Set<string>): Evaluate {
  if (!first || !second || others.length > 0) throw new UnsupportedError('FILL without two arguments');
  const argument = compile(first, ids);
  const word = second.type === 'Identifier' ? second.name : undefined;
  if (word === 'REPEAT' || word === 'LINEAR') return (lookUp) => fill(argument(lookUp), word);
  const filling = compile(second, ids);
  return (lookUp) => {
    const value = filling(lookUp);
    if (value.kind !== 'number') throw new UnsupportedError('FILL with a time series as filling');
    return fill(argument(lookUp), value.value);
  };
}

function seriesIn(value: MathValue) {
  if (value.kind === 'number') throw new UnsupportedError('a number in a list of time series');
  return value.kind === 'list' ? value.items : [value.points];
}
