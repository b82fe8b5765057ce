import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readDeployableAssembly } from '../../../local/assembly/cloud-assembly.ts';
import { aFolder, aStackArtifact, assetsOf } from './a-folder.ts';

const TEMPLATE = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };

describe('readDeployableAssembly', () => {
  const folders: string[] = [];

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  function folderOf(files: Readonly<Record<string, unknown>>): string {
    const folder = aFolder(files);
    folders.push(folder);
    return folder;
  }

  const read = (artifacts: Record<string, unknown>, files: Record<string, unknown> = {}) =>
    readDeployableAssembly(
      folderOf({ 'manifest.json': { artifacts }, 'App.template.json': TEMPLATE, ...files }),
    );

  it('gives each stack by its name and with its template', () => {
    const { stacks } = read({ App: aStackArtifact(), Other: aStackArtifact({ stackName: 'named' }) });

    expect(stacks.map(({ name, template }) => ({ name, template }))).toEqual([
      { name: 'App', template: TEMPLATE },
      { name: 'named', template: TEMPLATE },
    ]);
  });

  it.each([
    ['aws://unknown-account/unknown-region', undefined],
    ['aws://123456789012/eu-west-1', 'eu-west-1'],
    ['aws://unknown-account/us-east-1', 'us-east-1'],
  ])('reads the region of %s', (environment, region) => {
    const [stack] = read({ App: aStackArtifact({}, environment) }).stacks;

    expect(stack?.region).toBe(region);
  });

  it.each<[string, unknown, string]>([
    ['a list', [], 'template: expected an object, got an array'],
    ['a resource that is none', { Resources: { A: null } }, 'Resources.A: expected an object, got null'],
    [
      'a type that is no text, and no properties',
      { Resources: { A: { Type: { toString: 1 }, Properties: null } } },
      'Resources.A.Type: expected a string, got an object; Resources.A.Properties: expected an object, got null',
    ],
  ])('says of %s in which template it is, and where', (_, template, fault) => {
    const reading = () => read({ App: aStackArtifact() }, { 'App.template.json': template });

    expect(reading).toThrow(`App.template.json is no template: ${fault}.`);
  });

  it('finds an asset by the key that it has in the bucket, whatever its prefix', () => {
    const assembly = read(
      {
        'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
        App: aStackArtifact(),
      },
      { 'App.assets.json': assetsOf({ 'abc.zip': 'asset.abc', 'prefix/def.json': 'def.template.json' }) },
    );

    expect(assembly.assetPath('abc.zip')).toBe(join(assembly.directory, 'asset.abc'));
    expect(assembly.assetPath('def.json')).toBe(join(assembly.directory, 'def.template.json'));
    expect(assembly.assetPath('ghi.zip')).toBeUndefined();
  });

  it.each([
    ['the manifest, as the CDK v1 has it', false],
    ['a file beside it, as the legacy synthesizer has it', true],
  ])('finds the assets that are behind parameters in the metadata of %s', (_, isApart) => {
    const metadata = {
      '/App': [
        {
          type: 'aws:cdk:asset',
          data: {
            path: 'asset.abc',
            id: 'abc',
            packaging: 'zip',
            sourceHash: 'abc',
            s3BucketParameter: 'AssetParametersabcS3Bucket1',
            s3KeyParameter: 'AssetParametersabcS3VersionKey2',
            artifactHashParameter: 'AssetParametersabcArtifactHash3',
          },
        },
        {
          type: 'aws:cdk:asset',
          data: {
            path: 'child.nested.template.json',
            packaging: 'file',
            sourceHash: 'def',
            s3BucketParameter: 'AssetParametersdefS3Bucket1',
            s3KeyParameter: 'AssetParametersdefS3VersionKey2',
          },
        },
        { type: 'aws:cdk:asset', data: { packaging: 'container-image', path: 'image', sourceHash: 'fed' } },
      ],
    };
    const artifact = {
      ...aStackArtifact(),
      ...(isApart ? { additionalMetadataFile: 'm.json' } : { metadata }),
    };
    const Parameters = { AssetParametersabcS3Bucket1: { Type: 'String' } };
    const assembly = read(
      { App: artifact },
      { 'App.template.json': { ...TEMPLATE, Parameters }, 'm.json': metadata },
    );

    expect(assembly.assetPath('abc.zip')).toBe(join(assembly.directory, 'asset.abc'));
    expect(assembly.assetPath('def.json')).toBe(join(assembly.directory, 'child.nested.template.json'));
    expect(assembly.stacks[0]?.parameters).toEqual({
      AssetParametersabcS3Bucket1: 'cdk-assets',
      AssetParametersabcS3VersionKey2: 'assets/||abc.zip',
      AssetParametersabcArtifactHash3: 'abc',
      AssetParametersdefS3Bucket1: 'cdk-assets',
      AssetParametersdefS3VersionKey2: 'assets/||def.json',
    });
  });

  describe('where stacks are chosen', () => {
    const artifacts = {
      Base: aStackArtifact(),
      Dev: { ...aStackArtifact(), dependencies: ['Base', 'Dev.assets'] },
      ProdMail: { ...aStackArtifact({ stackName: 'Prod-Mail' }), displayName: 'Prod/Mail (Prod-Mail)' },
      ProdWeb: { ...aStackArtifact({ stackName: 'Prod-Web' }), displayName: 'Prod/Web (Prod-Web)' },
    };
    const names = (...chosen: string[]) => {
      const folder = folderOf({ 'manifest.json': { artifacts }, 'App.template.json': TEMPLATE });
      return readDeployableAssembly(folder, chosen).stacks.map(({ name }) => name);
    };

    it.each([
      [['Base'], ['Base']],
      [['Dev'], ['Base', 'Dev']],
      [['Prod-Mail'], ['Prod-Mail']],
      [['Prod/Mail'], ['Prod-Mail']],
      [['ProdMail'], ['Prod-Mail']],
      [['Prod'], ['Prod-Mail', 'Prod-Web']],
      [['Prod/*'], ['Prod-Mail', 'Prod-Web']],
      [
        ['Prod-Web', 'Base'],
        ['Base', 'Prod-Web'],
      ],
    ])('has of %j also what that depends on', (chosen, expected) => {
      expect(names(...chosen)).toEqual(expected);
    });

    it('says what there is to choose', () => {
      expect(() => names('Base', 'Test')).toThrow(
        /has no stack or stage Test: choose of Base, Dev, Prod\/Mail, Prod\/Web\.$/,
      );
    });

    it('takes one of two of one name, by its id', () => {
      const folder = folderOf({
        'manifest.json': {
          artifacts: { A: aStackArtifact({ stackName: 'Same' }), B: aStackArtifact({ stackName: 'Same' }) },
        },
        'App.template.json': TEMPLATE,
      });

      expect(readDeployableAssembly(folder, ['B']).stacks).toMatchObject([{ id: 'B', name: 'Same' }]);
    });
  });

  it('reads the stacks and the assets of a stage, which is an assembly inside', () => {
    const assembly = read(
      { 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } } },
      {
        'assembly-Prod/manifest.json': {
          artifacts: {
            assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
            ProdApp: aStackArtifact({ stackName: 'Prod-App' }),
          },
        },
        'assembly-Prod/assets.json': assetsOf({ 'abc.zip': '../asset.abc' }),
        'assembly-Prod/App.template.json': TEMPLATE,
      },
    );

    expect(assembly.stacks.map(({ name }) => name)).toEqual(['Prod-App']);
    expect(assembly.assetPath('abc.zip')).toBe(join(assembly.directory, 'asset.abc'));
  });

  it('knows the construct behind a logical id, where only one has that id', () => {
    const logicalId = (data: string) => [{ type: 'aws:cdk:logicalId', data }];
    const metadata = {
      '/App/Queue/Resource': logicalId('Queue'),
      '/App/One/Same': logicalId('Same'),
      '/App/Two/Same': logicalId('Same'),
      '/App/Three/Same': logicalId('Same'),
    };
    const [stack] = read({ App: { ...aStackArtifact(), metadata } }).stacks;

    expect(['Queue', 'Same', 'Other'].map((id) => stack?.constructPath(id))).toEqual([
      'App/Queue/Resource',
      undefined,
      undefined,
    ]);
  });

  it('knows it as well where the CDK put it in a file of its own', () => {
    const [stack] = read(
      { App: { ...aStackArtifact(), additionalMetadataFile: 'App.metadata.json' } },
      { 'App.metadata.json': { '/App/Queue/Resource': [{ type: 'aws:cdk:logicalId', data: 'Queue' }] } },
    ).stacks;

    expect(stack?.constructPath('Queue')).toBe('App/Queue/Resource');
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'holds no manifest',
      {},
      /folder-\w+ is not a cloud assembly \(it has no manifest\.json\): synthesize the app first/,
    ],
    ['holds no stack', { 'manifest.json': {} }, /^The cloud assembly in .*folder-\w+ holds no stack\.$/],
    [
      'holds a manifest that is cut short',
      { 'manifest.json': '{"art' },
      /manifest\.json cannot be read as JSON: .* incomplete, synthesize it again\.$/,
    ],
    [
      'lacks a template',
      { 'manifest.json': { artifacts: { App: aStackArtifact() } } },
      /App\.template\.json cannot be read as JSON: .* incomplete/,
    ],
    [
      'lacks the list of its assets',
      {
        'manifest.json': {
          artifacts: { A: { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } } },
        },
      },
      /A\.assets\.json cannot be read as JSON: .* incomplete/,
    ],
    [
      'lacks the folder of a stage',
      {
        'manifest.json': {
          artifacts: { Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'gone' } } },
        },
      },
      /gone is not a cloud assembly/,
    ],
    [
      'holds two stacks of one name',
      {
        'manifest.json': {
          artifacts: { A: aStackArtifact({ stackName: 'Same' }), B: aStackArtifact({ stackName: 'Same' }) },
        },
        'App.template.json': TEMPLATE,
      },
      /holds two stacks named Same, and the local stack is one region: choose one with --stack A or --stack B, or give them different names\.$/,
    ],
  ])('says what is wrong with a folder that %s', (_, files, message) => {
    const folder = folderOf(files);

    expect(() => readDeployableAssembly(folder)).toThrow(message);
  });
});
