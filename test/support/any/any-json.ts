import fc from 'fast-check';

/** Keys that every object has, or that JavaScript asks an object for. JSON may hold each of them. */
const INHERITED_KEYS = ['__proto__', 'constructor', 'hasOwnProperty', 'toJSON', 'toString', 'valueOf'];

/** What stands where a text was expected. */
const SCALARS = [null, true, false, 0, -0, -1, 1e21, 5e-324, Number.MAX_VALUE, '', ' ', '{"a":1}', '[]'];

/** Deeper than anything that calls itself once for each level can go. */
const TOO_DEEP = 20_000;

/** Of what JSON is made in one place. */
export interface JsonWords {
  /** Keys that mean something there. */
  readonly keys?: readonly string[];
  /** Texts that mean something there. */
  readonly texts?: readonly string[];
  /** What may stand around a value there. Each may be around the next, many thousand times. */
  readonly wraps?: readonly ((value: unknown) => unknown)[];
}

/** Anything that JSON can hold, most of it of the given words. Its objects may have no prototype. */
export function anyJson({ keys = [], texts = [], wraps = [] }: JsonWords = {}): fc.Arbitrary<unknown> {
  const key = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...INHERITED_KEYS, ...keys) },
    { weight: 1, arbitrary: fc.string() },
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...SCALARS, ...texts, ...INHERITED_KEYS),
      fc.double(),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const deep = fc
    .tuple(value, fc.integer({ min: 1, max: TOO_DEEP }), fc.constantFrom(...WRAPS, ...wraps))
    .map(([innermost, levels, around]) => nested(innermost, levels, around));
  return fc.oneof({ weight: 50, arbitrary: value }, { weight: 1, arbitrary: deep });
}

const WRAPS: readonly ((value: unknown) => unknown)[] = [(value) => [value], (value) => ({ a: value })];

/** A value with so many lists around it, or something else, at least one. */
export function nested(
  value: unknown,
  levels: number,
  around = (inner: unknown): unknown => [inner],
): unknown {
  let whole = value;
  for (let level = 0; level < levels; level += 1) whole = around(whole);
  // Nor can fast-check write it.
  return Object.defineProperty(whole, fc.toStringMethod, { value: () => `${levels} levels of ${around}` });
}

/** The text of {@link anyJson}. What has more levels than can be written is written as lists. */
export function anyJsonText(words: JsonWords = {}): fc.Arbitrary<string> {
  const deep = fc.integer({ min: 1, max: TOO_DEEP }).map((levels) => '['.repeat(levels) + ']'.repeat(levels));
  const whole = anyJson(words).map((value) => {
    try {
      return JSON.stringify(value);
    } catch {
      return '[]';
    }
  });
  return fc.oneof({ weight: 50, arbitrary: whole }, { weight: 1, arbitrary: deep });
}

/** Anything that JavaScript can throw: errors of every kind, and what nobody should throw. */
export const anyThrown: fc.Arbitrary<unknown> = fc.oneof(
  fc.string().map((message) => new Error(message)),
  // As the SDK, Node and the authors of handlers make them.
  fc
    .dictionary(
      fc.constantFrom(
        'name',
        'message',
        'code',
        'syscall',
        'cause',
        'stack',
        'errors',
        '$metadata',
        'issues',
      ),
      anyJson(),
    )
    .map((fields) => Object.assign(new Error('plain'), fields)),
  anyJson(),
  fc.constantFrom<unknown>(
    undefined,
    1n,
    Symbol('thrown'),
    Object.create(null),
    () => {},
    {
      toString: () => {
        throw new Error('toString');
      },
    },
    { toString: () => ({}), [Symbol.toPrimitive]: 1 },
    Object.assign(new Error(), { name: Symbol('name'), message: Object.create(null) }),
    Object.assign(new Error(), { message: Symbol('message'), code: Symbol('code') }),
    Object.assign(Object.create(Error.prototype), { stack: 1 }),
  ),
);
