import { objectOf, own } from '../../template/json.ts';
import { textOf } from '../../template/scalars.ts';
import type { SourceTemplate } from '../../template/source-template.ts';
import type { Parameter } from '../../template/stack.ts';
import type { Value } from '../../template/value.ts';
import { MissingValueError } from './missing-value.ts';
import { parameterFault } from './parameter-fault.ts';

/**
 * Values for what templates leave to their deployment: by the name of a parameter, of a parameter of one stack, as in
 * `Stack:Name`, of a parameter in the SSM parameter store, or of a secret in Secrets Manager.
 */
export type Values = Readonly<Record<string, string>>;

/** The values that a deployment is given, and where there are none, what says so. */
export class GivenValues {
  readonly #given: Values;
  /** Takes the place of what is missing. */
  readonly #standIns: ReadonlySet<string>;
  /** What has been asked for. */
  readonly #asked = new Set<string>();

  constructor(given: Values, standIns: ReadonlySet<string> = new Set()) {
    this.#given = given;
    this.#standIns = standIns;
  }

  /**
   * The value of a parameter of the template of `stackName`; of one that is in the parameter store, its name there.
   *
   * @throws MissingValueError
   * @throws Error where CloudFormation would refuse the value.
   */
  ofParameter({ name, declaration, isOfNestedStack, passed, fallback }: Parameter, stackName: string): Value {
    const keys = isOfNestedStack ? [] : [`${stackName}:${name}`, name];
    const given = keys.map((key) => this.#find(key)).find((value) => value !== undefined);
    const value = given ?? passed ?? fallback;
    if (value === undefined) {
      if (isOfNestedStack) {
        throw new Error(
          `${stackName}: its parameter ${name} has no default, and its parent gives it no value.`,
        );
      }
      if (this.#standIns.has(name)) return textOf(own(declaration, 'MinValue') ?? '0');
      throw new MissingValueError(name, `the parameter ${name} of ${stackName}`);
    }
    const fault = parameterFault(value, declaration);
    if (fault === undefined) return value;
    throw new Error(`${stackName}: CloudFormation would refuse the parameter ${name}: ${fault}.`);
  }

  /** What was given by that name of a parameter in the store or of a secret. */
  find(name: string): string | undefined {
    return this.#find(name) ?? (this.#standIns.has(name) ? '0' : undefined);
  }

  /**
   * @throws Error naming the values that no template has a parameter for and that nobody has asked for. A path is the name of
   * something in the parameter store, which may be for what does not run here.
   */
  refuseUnknown(stacks: readonly SourceTemplate[]): void {
    const declared = new Set(
      stacks.flatMap(({ name, template }) =>
        Object.keys(objectOf(own(template, 'Parameters'))).flatMap((each) => [each, `${name}:${each}`]),
      ),
    );
    const unknown = Object.keys(this.#given).filter(
      (key) => !key.includes('/') && !declared.has(key) && !this.#asked.has(key),
    );
    if (unknown.length === 0) return;
    throw new Error(
      `Nothing in the app is called ${unknown.join(', ')}, for which there is a value: give parameters by the names that the templates have for them, or as Stack:Name.`,
    );
  }

  #find(key: string): string | undefined {
    this.#asked.add(key);
    return own(this.#given, key);
  }
}
