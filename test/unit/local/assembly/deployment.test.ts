import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DeployableAssembly } from '../../../../local/assembly/cloud-assembly.ts';
import { resolveAssembly } from '../../../../local/assembly/deployment.ts';
import type { Template } from '../../../../local/assembly/template.ts';
import { IDENTITIES } from '../../../../local/registry.ts';
import { aFolder } from '../../template/a-folder.ts';
import { aNestedStack, ENVIRONMENT } from '../../template/a-stack.ts';

/** An assembly in memory; `files` are the paths behind its assets. */
function anApp(stacks: Record<string, Template>, files: Record<string, string> = {}): DeployableAssembly {
  return {
    directory: '/nowhere',
    stacks: Object.entries(stacks).map(([name, template]) => ({
      name,
      file: name,
      template,
      region: undefined,
      constructPath: () => undefined,
      constructMetadata: () => ({}),
    })),
    assetPath: (objectKey) => files[objectKey],
  };
}

const namedQueue = (QueueName: unknown) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: QueueName as string },
});

describe('resolveAssembly', () => {
  it('gives the resources of every stack', () => {
    const Resources = { Queue: namedQueue('q') };
    const { resources } = resolveAssembly(
      anApp({ One: { Resources }, Two: { Resources } }),
      ENVIRONMENT,
      IDENTITIES,
    );

    expect(resources.map(({ path }) => path)).toEqual(['One/Queue', 'Two/Queue']);
  });

  it('gives the outputs of one name of every stack that has it', () => {
    const output = (Value: string) => ({ Outputs: { Shared: { Value } } });
    const { outputs } = resolveAssembly(
      anApp({ One: output('1'), Two: {}, Three: output('3') }),
      ENVIRONMENT,
      IDENTITIES,
    );

    expect(outputs('Shared')).toEqual(['1', '3']);
  });

  it('imports what another stack exports, whichever comes first', () => {
    const One = { Resources: { Queue: namedQueue({ 'Fn::ImportValue': 'Two:Name' }) } };
    const Two = { Outputs: { Name: { Value: { Ref: 'AWS::StackName' }, Export: { Name: 'Two:Name' } } } };
    const { resources } = resolveAssembly(anApp({ One, Two }), ENVIRONMENT, IDENTITIES);

    expect(resources[0]?.properties()).toEqual({ QueueName: 'Two' });
  });

  it('imports what a stack nested in another exports', () => {
    const directory = aFolder({
      'child.json': { Outputs: { Name: { Value: 'deep', Export: { Name: 'deep' } } } },
    });
    const One = { Resources: { Queue: namedQueue({ 'Fn::ImportValue': 'deep' }) } };
    const app = anApp(
      { One, Two: { Resources: { Child: aNestedStack('child') } } },
      { child: join(directory, 'child.json') },
    );

    expect(resolveAssembly(app, ENVIRONMENT, IDENTITIES).resources[0]?.properties()).toEqual({
      QueueName: 'deep',
    });
    rmSync(directory, { recursive: true });
  });

  it('says that nobody exports what is imported', () => {
    const One = { Resources: { Queue: namedQueue({ 'Fn::ImportValue': 'gone' }) } };
    const [queue] = resolveAssembly(anApp({ One }), ENVIRONMENT, IDENTITIES).resources;

    expect(() => queue?.properties()).toThrow(
      'One/Queue: no stack of the cloud assembly exports gone, in {"Fn::ImportValue":"gone"}.',
    );
  });

  it('fails for two stacks that import from each other, without an end to its stack', () => {
    const circular = (imported: string, exported: string): Template => ({
      Outputs: { Name: { Value: { 'Fn::ImportValue': imported }, Export: { Name: exported } } },
    });
    const { outputs } = resolveAssembly(
      anApp({ One: circular('b', 'a'), Two: circular('a', 'b') }),
      ENVIRONMENT,
      IDENTITIES,
    );

    expect(() => outputs('Name')).toThrow('One/output Name refers to itself.');
  });

  it.each([
    ['is missing', {}],
    ['is cut short', { 'child.json': '{"Res' }],
  ])('names the template of a nested stack that %s', (_, files) => {
    const directory = aFolder(files);
    const app = anApp(
      { One: { Resources: { Child: aNestedStack('child') } } },
      { child: join(directory, 'child.json') },
    );

    expect(() => resolveAssembly(app, ENVIRONMENT, IDENTITIES)).toThrow(
      /child\.json cannot be read as JSON: .* is incomplete/,
    );
    rmSync(directory, { recursive: true });
  });
});
