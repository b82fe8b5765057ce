import { basename, dirname } from 'node:path';
import { findCircle } from '../template/circle.ts';
import { own } from '../template/json.ts';
import type { Resource } from '../template/resource.ts';
import type { SourceTemplate } from '../template/source-template.ts';
import { exportedBy, type Parameter, Stack, type Surroundings } from '../template/stack.ts';
import {
  hasNamelessPart,
  hasUnknownPart,
  identityOf,
  isLiteral,
  markOf,
  pseudoParameter,
  type Reference,
  referenceOf,
  spell,
  UNKNOWN_PART,
  unknownPart,
} from '../template/text.ts';
import { Unknown } from '../template/unknown.ts';
import { isSame, type Value } from '../template/value.ts';
import { arnIn, isLiteralRegion, leveled, matchesArn, NAMED_TYPES, type NamedArn } from './arn.ts';
import { Mentions, type Place } from './mentions.ts';
import { isSameName, NameIndex, physicalName, push } from './physical-names.ts';
import { type Said, saidBy } from './references.ts';
import { type Sameness, sameText } from './same-text.ts';

/** What conditions are taken to be that only a deployment tells, by `conditionKey`. */
export type Assumptions = ReadonlyMap<string, boolean>;

/** Written beside a nested stack: the file of its template. */
const ASSET_PATH_METADATA = 'aws:asset:path';

/**
 * All stacks that are checked together, and how their resources refer to each other. A reference is a mark in a text; what
 * only a deployment tells is unknown.
 */
export class Templates implements Surroundings {
  readonly resources: readonly Resource[];
  readonly #sources: readonly SourceTemplate[];
  readonly #stacks: Stack[] = [];
  readonly #byType = new Map<string, Resource[]>();
  /** The outermost stack that each is in. */
  readonly #roots = new Map<Resource, Stack>();
  /** Those that something refers to, and the numbers in their marks. */
  readonly #marked: Resource[] = [];
  readonly #marks = new Map<Resource, number>();
  readonly #mentions = new Map<Place, Mentions>();
  readonly #circles = new Map<Stack, readonly Circle[]>();
  #names: NameIndex | undefined;

  readonly #assumptions: Assumptions;

  constructor(sources: readonly SourceTemplate[], assumptions: Assumptions = new Map()) {
    this.#sources = sources;
    this.#assumptions = assumptions;
    const stacks = sources.map((source) => new Stack(source, this));
    const nested = new Set(stacks.flatMap(nestedIn).map(({ source }) => source));
    this.#stacks.push(
      ...stacks.filter(({ source }) => !nested.has(source) || nested.size === sources.length),
    );
    for (const stack of this.#stacks) {
      for (const resource of resourcesOf(stack)) this.#roots.set(resource, stack);
    }
    this.resources = [...this.#roots.keys()];
    for (const resource of this.resources) push(this.#byType, resource.type, resource);
  }

  /** The names of the stacks that are in no other. */
  get stackNames(): string[] {
    return this.#stacks.map(({ path }) => path);
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /**
   * The resource that a value refers to by a reference or an ARN; `undefined` where that is none of the templates'. A
   * reference is followed even if it does not say the ARN, which {@link isArnOf} is strict about.
   *
   * @param near the resource that has the value: names are looked up in its own stack first.
   */
  resourceBehind(value: Value, near: Resource): Resource | undefined {
    if (typeof value !== 'string') return undefined;
    const reference = referenceOf(value);
    if (reference) return this.#marked[reference.index];
    const named = arnIn(value);
    return named && this.#nearest(this.#withArn(named), near);
  }

  /** The resource of `type` whose name a text is, or refers to. */
  named(type: string, name: Value, near: Resource): Resource | undefined {
    if (typeof name !== 'string') return undefined;
    const reference = referenceOf(name);
    if (reference) return this.#marked[reference.index];
    return this.#nearest(this.#withName(type, name), near);
  }

  /** Whether a value is the ARN of a resource. */
  isArnOf(value: Value, resource: Resource, near: Resource): boolean | Unknown {
    if (value instanceof Unknown) return value;
    if (typeof value !== 'string') return false;
    const reference = referenceOf(value);
    if (reference) return this.#refersTo(reference, resource, 'arn');
    const named = arnIn(value);
    if (!named) return hasUnknownPart(value) && !isLiteral(value) ? this.#unsure(value) : false;
    if (!named.types.includes(resource.type)) return false;
    const sameness = this.#hasArn(named, resource);
    if (sameness === 'maybe') return this.#unsure(value);
    return sameness && this.#isNearest(resource, near, this.#withArn(named));
  }

  /** Whether a pattern in a policy, in which `*` and `?` stand for anything, takes the ARN of a resource. */
  matches(pattern: Value, resource: Resource, near: Resource): boolean | Unknown {
    if (pattern === '*') return true;
    const isIts = this.isArnOf(pattern, resource, near);
    if (isIts === true || typeof pattern !== 'string' || !/[*?]/.test(pattern)) return isIts;
    if (this.said(pattern)) return false;
    const sameness = matchesArn(leveled(pattern, this.regionOf(near)), this.#arnText(resource));
    return sameness === 'maybe' ? this.#unsure(pattern) : sameness;
  }

  #arnText(resource: Resource): string {
    const named = NAMED_TYPES.find(({ type }) => type === resource.type);
    const own = physicalName(resource);
    const generated = `\${StackName}-${resource.logicalId}-${UNKNOWN_PART}`;
    const name = own instanceof Unknown ? unknownPart(own) : typeof own === 'string' ? own : generated;
    return leveled(
      `arn:\${Partition}:${named?.service ?? UNKNOWN_PART}:\${Region}:\${AccountId}:${named?.kind ?? ''}${name}`,
      this.regionOf(resource),
    );
  }

  /** Whether a value is the name of a resource. */
  isNameOf(value: Value, resource: Resource, near: Resource): boolean | Unknown {
    if (value instanceof Unknown) {
      return isSame(value, physicalName(resource)) || value;
    }
    if (typeof value !== 'string') return false;
    const reference = referenceOf(value);
    if (reference) return this.#refersTo(reference, resource, 'name');
    const sameness = isSameName(value, resource);
    if (sameness === 'maybe') return this.#unsure(value);
    return sameness && this.#isNearest(resource, near, this.#withName(resource.type, value));
  }

  /** The resources that may mean another one at a place; all that do are among them. */
  mentioning(place: Place, resource: Resource): readonly Resource[] {
    let mentions = this.#mentions.get(place);
    if (!mentions) {
      mentions = new Mentions(this.ofType(place.type), place.values, (value) => this.#referred(value));
      this.#mentions.set(place, mentions);
    }
    return mentions.of(resource);
  }

  /** The resource that a value refers to by a reference, or by an ARN or a URL that ends with one. */
  #referred(value: Value): Resource | undefined {
    if (typeof value !== 'string') return undefined;
    const reference = referenceOf(value) ?? referenceOf(value.slice(value.search(/[^:/]*$/)));
    return reference && this.#marked[reference.index];
  }

  /** Resources of which each needs the next one first, in a stack that a resource is in, or that its stack is nested in. */
  circlesBeside(resource: Resource): readonly Circle[] {
    const root = this.#roots.get(resource);
    if (!root) return [];
    const known = this.#circles.get(root) ?? circlesIn(root);
    this.#circles.set(root, known);
    return known;
  }

  /** What a value says of the resource that it refers to by a reference alone, as in an ARN's place. */
  said(value: Value): { resource: Resource; said: Said | undefined } | undefined {
    const reference = typeof value === 'string' ? referenceOf(value) : undefined;
    const resource = reference && this.#marked[reference.index];
    return resource && reference ? { resource, said: saidBy(resource.type, reference.attribute) } : undefined;
  }

  /** Whether two ARNs are of the same resource, in the templates or outside of them. */
  isSameResource(left: Value, right: Value, near: Resource): boolean | Unknown {
    if (isSame(left, right)) return typeof left !== 'string' || !hasNamelessPart(left);
    if (left instanceof Unknown) return left;
    if (right instanceof Unknown) return right;
    if (typeof left !== 'string' || typeof right !== 'string') return false;
    const resource = this.resourceBehind(left, near) ?? this.resourceBehind(right, near);
    if (!resource) return sameText(left, right) === 'maybe' ? this.#unsure(left) : false;
    const both = [left, right].map((each) => this.isArnOf(each, resource, near));
    return both.find((each) => each === false) ?? both.find((each) => each !== true) ?? true;
  }

  /** Whether two values are certainly the same text. */
  isSameText(left: Value, right: Value): boolean {
    if (typeof left === 'string' && hasNamelessPart(left)) return false;
    return isSame(left, right) && left !== undefined;
  }

  /** The region that a resource is in, where the app chose one. */
  regionOf(resource: Resource): string | undefined {
    return this.#roots.get(resource)?.source.region;
  }

  #refersTo({ index, attribute }: Reference, resource: Resource, wanted: Said): boolean {
    if (this.#marked[index] !== resource) return false;
    return [wanted, undefined].includes(saidBy(resource.type, attribute));
  }

  #unsure(value: string): Unknown {
    return new Unknown(`what ${this.spell(value)} is depends on the deployment`);
  }

  #hasArn({ types, region, name }: NamedArn, resource: Resource): Sameness {
    if (!types.includes(resource.type)) return false;
    const own = this.regionOf(resource);
    if (own !== undefined && region !== '' && isLiteralRegion(region) && region !== own) return false;
    const reference = referenceOf(name);
    if (reference) return this.#refersTo(reference, resource, 'name');
    return isSameName(name, resource);
  }

  /** Those that certainly have a name. */
  #withName(type: string, name: string): readonly Resource[] {
    this.#names ??= new NameIndex(this.resources);
    return this.#names.withName(type, name);
  }

  /** Those that certainly have an ARN. */
  #withArn(arn: NamedArn): readonly Resource[] {
    const reference = referenceOf(arn.name);
    const named = reference
      ? [this.#marked[reference.index]].filter((resource) => resource !== undefined)
      : arn.types.flatMap((type) => this.#withName(type, arn.name));
    return named.filter((resource) => this.#hasArn(arn, resource) === true);
  }

  #isNearest(resource: Resource, near: Resource, others: readonly Resource[]): boolean {
    return this.#nearest(others, near, this.#closeness(resource, near)) === undefined;
  }

  /** Of several that have a name, as in the stages of an app, the one whose stack is closest; it has to be closer than `than`. */
  #nearest(named: readonly Resource[], near: Resource, than = -1): Resource | undefined {
    let best: Resource | undefined;
    let closest = than;
    for (const resource of named) {
      const closeness = this.#closeness(resource, near);
      if (closeness <= closest) continue;
      best = resource;
      closest = closeness;
    }
    return best;
  }

  #closeness(one: Resource, other: Resource): number {
    if (one.stack === other.stack) return 4;
    const [left, right] = [this.#roots.get(one), this.#roots.get(other)];
    if (!left || !right || left === right) return 3;
    const isSameFolder = dirname(left.source.file) === dirname(right.source.file);
    const isSameRegion = left.source.region === right.source.region;
    if (isSameFolder && isSameRegion) return 2;
    return isSameFolder || isSameRegion ? 1 : 0;
  }

  /** A value for people: logical ids stand for the resources. */
  spell(value: Value): string {
    if (value instanceof Unknown) return '?';
    if (typeof value !== 'string') return JSON.stringify(value) ?? '';
    return spell(value, ({ index }: Reference) => this.#marked[index]?.logicalId ?? '?');
  }

  ref(resource: Resource): Value {
    return this.getAtt(resource, 'Ref');
  }

  getAtt(resource: Resource, attribute: string): Value {
    const index = this.#marks.get(resource) ?? this.#marked.push(resource) - 1;
    this.#marks.set(resource, index);
    return markOf({ index, attribute });
  }

  pseudoParameter(name: string): Value {
    return pseudoParameter(name);
  }

  parameter({ name, isStored, isOfNestedStack, passed, fallback }: Parameter, stack: Stack): Value {
    const unknown = (reason: string) => new Unknown(reason, 'expression', identityOf(name, stack.path, name));
    const given = own(stack.source.parameters, name);
    if (given !== undefined) return given;
    if (!isOfNestedStack) return unknown(`the parameter ${name} is given at deployment`);
    if (isStored) return unknown(`the parameter ${name} is in the parameter store`);
    return passed ?? fallback ?? unknown(`the parameter ${name} has no value`);
  }

  assumed(condition: string): boolean | undefined {
    return this.#assumptions.get(condition);
  }

  availabilityZones(): Value {
    return new Unknown('it depends on the zones of the region');
  }

  importValue(name: string, stack: Stack): Value {
    const { file, region } = stack.source;
    const folder = dirname(file);
    const isClose = (other: Stack) => dirname(other.source.file) === folder && other.source.region === region;
    const near = this.#stacks.filter(isClose);
    const value =
      exportedBy(near, name) ??
      exportedBy(
        this.#stacks.filter((other) => !near.includes(other)),
        name,
      );
    if (value !== undefined) return value;
    const identity = hasNamelessPart(name) ? undefined : identityOf('', 'import', name);
    return new Unknown(`it is imported as ${this.spell(name)} from another stack`, 'expression', identity);
  }

  /** A cloud assembly knows the file behind the URL of a nested stack's template, and metadata may name it. */
  nestedTemplate(resource: Resource): SourceTemplate | undefined {
    const url = resource.property('TemplateURL');
    const path = typeof url === 'string' ? resource.stack.source.assetPath?.(basename(url)) : undefined;
    if (path !== undefined) return this.#sources.find(({ file }) => file === path);
    const named = resource.metadata[ASSET_PATH_METADATA];
    return typeof named === 'string'
      ? this.#sources.find(({ file }) => basename(file) === basename(named))
      : undefined;
  }

  unresolved(_place: string, unknown: Unknown): Unknown {
    return unknown;
  }
}

/** Resources of which each needs the next one first: the first one, and the ids, `[a, b, a]`. */
interface Circle {
  readonly resource: Resource;
  readonly ids: readonly string[];
}

/** The circles in a stack and in those nested in it. What may not be created needs nothing. */
function circlesIn(stack: Stack): Circle[] {
  const created = stack
    .created()
    .filter(({ condition }) => condition === undefined || stack.condition(condition) === true);
  const declarations = created.map(({ logicalId, declaration }) => [logicalId, declaration] as const);
  const ids = findCircle(Object.fromEntries(declarations), (condition) => stack.condition(condition));
  const resource = created.find(({ logicalId }) => logicalId === ids?.[0]);
  return [...(resource && ids ? [{ resource, ids }] : []), ...nestedIn(stack).flatMap(circlesIn)];
}

function nestedIn(stack: Stack): Stack[] {
  return stack.resources.flatMap((resource) => stack.nestedStack(resource) ?? []);
}

function resourcesOf(stack: Stack): Resource[] {
  return stack.created().flatMap((resource) => {
    const nested = stack.nestedStack(resource);
    return [resource, ...(nested ? resourcesOf(nested) : [])];
  });
}
