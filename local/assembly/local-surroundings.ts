import { basename } from 'node:path';
import { type JsonObject, own, type UncheckedObject } from '../../template/json.ts';
import type { Resource } from '../../template/resource.ts';
import { textOf } from '../../template/scalars.ts';
import type { SourceTemplate } from '../../template/source-template.ts';
import { exportedBy, NESTED_STACK, type Parameter, Stack, type Surroundings } from '../../template/stack.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { readDynamicReference, valueBehind } from './dynamic-reference.ts';
import { GivenValues } from './given-values.ts';
import {
  type Identities,
  type Identity,
  type LocalEnvironment,
  physicalName,
  placeholderAttribute,
} from './identity.ts';
import { MissingValueError } from './missing-value.ts';

/** The type of what an app puts into the SSM parameter store. */
const STORED = 'AWS::SSM::Parameter';

/** The properties that decide a name, or have it in them. */
const IDENTIFYING = /Name$|^Fifo|^(Path|Template)$/;

/** A longer expression is cut in a message. */
const MAX_QUOTED = 300;

interface SurroundingsOptions {
  readonly environment: LocalEnvironment;
  readonly identities: Identities;
  /** The template behind the key that a nested stack's has in the bootstrap bucket. */
  readonly templateBehind: (objectKey: string) => UncheckedObject | undefined;
  /** What templates leave to their deployment. @default nothing is given */
  readonly values?: GivenValues;
}

/**
 * What templates leave to their deployment, as it is on the local stack. It supplies every value; what is still unknown is
 * wrong in the template, or in AWS, and an error.
 */
export class LocalSurroundings implements Surroundings {
  readonly #environment: LocalEnvironment;
  readonly #identities: Identities;
  readonly #templateBehind: SurroundingsOptions['templateBehind'];
  readonly #values: GivenValues;
  readonly #stacks: Stack[] = [];

  constructor({
    environment,
    identities,
    templateBehind,
    values = new GivenValues({}),
  }: SurroundingsOptions) {
    this.#values = values;
    this.#environment = environment;
    this.#identities = identities;
    this.#templateBehind = templateBehind;
  }

  /** Adds a stack, from which the others can import. */
  add(source: SourceTemplate): Stack {
    const stack = new Stack(source, this);
    this.#stacks.push(stack);
    return stack;
  }

  ref(resource: Resource): Value {
    if (resource.type === NESTED_STACK) return this.#stackId(resource.path);
    if (resource.type === STORED) return resource.property('Name') ?? nameOf(resource);
    return this.#identity(resource)?.ref ?? nameOf(resource);
  }

  getAtt(resource: Resource, attribute: string): Value {
    const { type } = resource;
    if (type === STORED && attribute === 'Value') return resource.property(attribute);
    const identity = this.#identity(resource);
    if (!identity) return placeholderAttribute(type, nameOf(resource), attribute, this.#environment);
    return (
      own(identity.attributes, attribute) ??
      new Unknown(`${type} has no attribute ${attribute} on the local stack`, 'reference')
    );
  }

  pseudoParameter(name: string, { path }: Stack): Value {
    const { region, accountId } = this.#environment;
    const pseudo: Record<string, Value> = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::NotificationARNs': [],
      'AWS::StackName': stackNameOf(path),
      'AWS::StackId': this.#stackId(path),
    };
    return own(pseudo, name);
  }

  parameter(parameter: Parameter, { path, source }: Stack): Value {
    const value = own(source.parameters, parameter.name) ?? this.#values.ofParameter(parameter, path);
    if (!parameter.isStored) return value;
    const name = textOf(value);
    return this.#stored(name, `the SSM parameter ${name}`);
  }

  dynamicReference(reference: string): Value {
    const read = readDynamicReference(reference);
    return read && valueBehind(read, this.#stored(read.name, read.what));
  }

  /** What was given as the value of a parameter in the SSM parameter store, or what the app itself puts there. */
  storedValue(name: string): string | undefined {
    return this.#values.find(name) ?? this.#storedByApp(name);
  }

  availabilityZones(region: string): Value {
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  }

  importValue(name: string): Value {
    const value = exportedBy(this.#stacks, name);
    return value === undefined
      ? new Unknown(`no stack of the cloud assembly exports ${name}`, 'reference')
      : value;
  }

  nestedTemplate(resource: Resource): SourceTemplate {
    const url = textOf(resource.property('TemplateURL'));
    const file = basename(url);
    const template = this.#templateBehind(file);
    if (!template) throw new Error(`${resource.path}: its template ${url} is not in the cloud assembly.`);
    return { ...resource.stack.source, name: resource.logicalId, template, file };
  }

  /** @throws Error that says where it is. */
  unresolved(place: string, { kind, reason }: Unknown, expression?: unknown): never {
    if (kind === 'circle') throw new Error(`${place} refers to itself.`);
    if (kind === 'expression') {
      throw new Error(`${place}: the local stack cannot resolve ${quote(expression)}.`);
    }
    throw new Error(`${place}: ${reason}${expression === undefined ? '' : `, in ${quote(expression)}`}.`);
  }

  #stored(name: string, what: string): string {
    const value = this.storedValue(name);
    if (value === undefined) throw new MissingValueError(name, what);
    return value;
  }

  #storedByApp(name: string): string | undefined {
    const stacks = this.#stacks.flatMap(withNested);
    const parameters = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === STORED));
    const stored = parameters.find((resource) => this.ref(resource) === name);
    return stored && textOf(stored.property('Value'));
  }

  #stackId(path: string): string {
    const { region, accountId } = this.#environment;
    return `arn:aws:cloudformation:${region}:${accountId}:stack/${stackNameOf(path)}/local`;
  }

  /** A name that the template gives may itself be an expression; only what decides a name is resolved here. */
  #identity(resource: Resource): Identity | undefined {
    const identify = this.#identities.get(resource.type);
    if (!identify) return undefined;
    const named = resource.propertyNames
      .filter((key) => IDENTIFYING.test(key))
      .map((key) => [key, resource.property(key)] as const);
    const names = Object.fromEntries(named) as JsonObject;
    return identify(nameOf(resource), names, this.#environment);
  }
}

function withNested(stack: Stack): Stack[] {
  const nested = stack.resources.flatMap((resource) => stack.nestedStack(resource) ?? []);
  return [stack, ...nested.flatMap(withNested)];
}

function nameOf({ stack, logicalId }: Resource): string {
  return physicalName(stack.path, logicalId);
}

function stackNameOf(path: string): string {
  return path.replaceAll('/', '-');
}

function quote(expression: unknown): string {
  const text = JSON.stringify(expression);
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
}
