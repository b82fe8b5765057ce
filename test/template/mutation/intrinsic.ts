/** What a `Ref` or a `Fn::GetAtt` points to. */
export interface Reference {
  readonly id: string;
  /** `undefined` for a `Ref`. */
  readonly attribute: string | undefined;
}

/** Whether `value` is a function of CloudFormation, such as `{ Ref: … }`. */
export function isIntrinsic(value: unknown): value is Readonly<Record<string, unknown>> {
  const keys = isObject(value) ? Object.keys(value) : [];
  return keys.length === 1 && (keys[0] === 'Ref' || (keys[0] as string).startsWith('Fn::'));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `value` refers to, `undefined` where it is no reference. */
export function referenceIn(value: unknown): Reference | undefined {
  if (!isIntrinsic(value)) return undefined;
  const { Ref, 'Fn::GetAtt': attribute } = value;
  if (typeof Ref === 'string') return { id: Ref, attribute: undefined };
  return Array.isArray(attribute) ? { id: attribute[0], attribute: attribute[1] } : undefined;
}

/** The intrinsic that refers so. */
export function referTo({ id, attribute }: Reference) {
  return attribute === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] };
}

/** Every reference in `value`, however deep. */
export function* referencesIn(value: unknown): Generator<Reference> {
  const reference = referenceIn(value);
  if (reference) yield reference;
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* referencesIn(inner);
  }
}

/** Whether `value` refers to `id`, however deep. */
export function refersTo(value: unknown, id: string): boolean {
  return [...referencesIn(value)].some((reference) => reference.id === id);
}
