import { resourcesOf } from '../../../local/assembly/deployment.ts';
import { LocalSurroundings } from '../../../local/assembly/local-surroundings.ts';
import type { Template } from '../../../local/assembly/template.ts';
import { IDENTITIES } from '../../../local/registry.ts';
import type { Json } from '../../../template/json.ts';

/** Where the stacks of these tests are deployed. */
export const ENVIRONMENT = {
  region: 'eu-west-1',
  accountId: '000000000000',
  queueUrlBase: 'http://127.0.0.1:4100',
};

/** What a stack may refer to outside of its own template. */
interface Surroundings {
  readonly name?: string;
  /** The templates of nested stacks, by the last part of their `TemplateURL`. */
  readonly nested?: Readonly<Record<string, Template>>;
  readonly exports?: Readonly<Record<string, Json>>;
}

/** A stack of the app, `App` unless named otherwise, as the local stack deploys it. */
export function aStack(template: Template, { name = 'App', nested = {}, exports = {} }: Surroundings = {}) {
  const surroundings = new LocalSurroundings({
    environment: ENVIRONMENT,
    identities: IDENTITIES,
    templateBehind: (objectKey) => nested[objectKey],
  });
  const outputs = Object.entries(exports).map(([Name, Value]) => [Name, { Value, Export: { Name } }]);
  surroundings.add({
    name: 'Exporting',
    file: 'exporting',
    template: { Outputs: Object.fromEntries(outputs) },
  });
  const stack = surroundings.add({ name, file: name, template });
  return {
    resources: () => resourcesOf(stack, surroundings),
    output: (id: string) => stack.output(id),
    exported: (exportName: string) => stack.exported(exportName),
    ref: (id: string) => stack.ref(id),
    getAtt: (id: string, attribute: string) => stack.getAtt(id, attribute),
    condition: (id: string) => stack.condition(id),
  };
}

/** A nested stack whose template is `url`, as a resource of its parent. */
export function aNestedStack(url: string, parameters: Record<string, Json> = {}) {
  return {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: `https://s3/assets/${url}`, Parameters: parameters },
  };
}

/** What `expression` resolves to as the property `Value` of the resource `Probe`. */
export function resolved(expression: Json, template: Template = {}, surroundings: Surroundings = {}) {
  const probe = { Type: 'AWS::SSM::Parameter', Properties: { Value: expression } };
  const stack = aStack({ ...template, Resources: { ...template.Resources, Probe: probe } }, surroundings);
  return stack
    .resources()
    .find(({ logicalId }) => logicalId === 'Probe')
    ?.properties().Value;
}
