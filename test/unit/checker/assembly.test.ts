import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { checkPipelines } from '../../../checker/index.ts';
import { aFolder, aManifest, someAssets } from '../../support/checker/a-checked-assembly.ts';
import {
  aSoundTemplate,
  change,
  emailerRole,
  type PlainTemplate,
  without,
  withResource,
} from '../../support/checker/a-sound-template.ts';
import { allFindings, findingsOf } from '../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();
const PARTS_OF_THE_CHILD = ['Emailer', 'EmailerRole', 'Mapping'];

/** The sound pipeline with its emailer in a nested stack, which gets the queue's ARN and gives the function's back. */
function aParentAndChild(metadata: object = {}): { parent: PlainTemplate; child: PlainTemplate } {
  const arn = { 'Fn::GetAtt': ['Queue', 'Arn'] };
  const child = without(
    sound,
    ...Object.keys(sound.Resources).filter((id) => !PARTS_OF_THE_CHILD.includes(id)),
  );
  const text = JSON.stringify(child).replaceAll(JSON.stringify(arn), '{"Ref":"QueueArn"}');
  const nested = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: {
      TemplateURL: { 'Fn::Sub': 'https://s3.${AWS::Region}.amazonaws.com/assets/child.json' },
      Parameters: { QueueArn: arn },
    },
    Metadata: metadata,
  };
  const permission = {
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: { 'Fn::GetAtt': ['Child', 'Outputs.Emailer'] }, Name: 'live' },
  };
  return {
    parent: withResource(
      withResource(without(sound, ...PARTS_OF_THE_CHILD), 'Child', nested),
      'Alias',
      permission,
    ),
    child: {
      ...JSON.parse(text),
      Parameters: { QueueArn: { Type: 'String' } },
      Outputs: { Emailer: { Value: { Ref: 'Emailer' } } },
    },
  };
}

describe('a cloud assembly', () => {
  const folders: string[] = [];
  const folder = (files: Readonly<Record<string, unknown>>) => {
    const path = aFolder(files);
    folders.push(path);
    return path;
  };

  afterEach(() => {
    for (const path of folders.splice(0)) rmSync(path, { recursive: true });
  });

  it('is checked with the nested stacks behind its assets', () => {
    const { parent, child } = aParentAndChild();
    const assembly = folder({
      'manifest.json': aManifest({ Mail: 'Mail.template.json' }),
      'Mail.template.json': parent,
      'Child.nested.template.json': child,
      'assets.json': someAssets({ 'child.json': 'Child.nested.template.json' }),
    });

    const { pipelines } = checkPipelines(assembly);

    expect(pipelines).toMatchObject([
      { topic: 'Mail/Topic', queue: 'Mail/Queue', function: 'Mail/Child/Emailer' },
    ]);
    expect(allFindings(assembly)).toEqual([]);
  });

  it('gives what a nested stack puts out back to its parent', () => {
    const { parent, child } = aParentAndChild();
    const files = {
      'manifest.json': aManifest({ Mail: 'Mail.template.json' }),
      'Mail.template.json': change(parent, 'Alias', {}),
      'Child.nested.template.json': change(child, 'Mapping', { FunctionName: { Ref: 'Given' } }),
      'assets.json': someAssets({ 'child.json': 'Child.nested.template.json' }),
    };
    const byAlias = withResource(files['Mail.template.json'], 'ParentMapping', {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Alias' } },
    });

    const { pipelines } = checkPipelines(folder({ ...files, 'Mail.template.json': byAlias }));

    expect(pipelines.map((pipeline) => pipeline.function)).toContain('Mail/Child/Emailer');
  });

  it('is checked with the stages in it, and with what one stack imports from another', () => {
    const { parent, child } = aParentAndChild();
    const exporting = {
      ...without(parent, 'Child', 'Alias'),
      Outputs: { Queue: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, Export: { Name: 'Mail:Queue' } } },
    };
    const importing = JSON.parse(
      JSON.stringify(child).replaceAll('{"Ref":"QueueArn"}', '{"Fn::ImportValue":"Mail:Queue"}'),
    );
    const assembly = folder({
      'manifest.json': {
        artifacts: { stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } } },
      },
      'stage/manifest.json': aManifest({ Emailer: 'Emailer.template.json', Mail: 'Mail.template.json' }),
      'stage/Mail.template.json': exporting,
      'stage/Emailer.template.json': importing,
      'stage/assets.json': someAssets({}),
    });

    expect(allFindings(assembly)).toEqual([]);
  });

  it('tells the paths of constructs that its metadata holds where the template does not', () => {
    const metadata = { '/Mail/Notifications/Topic/Resource': [{ type: 'aws:cdk:logicalId', data: 'Topic' }] };
    const template = without(sound, 'TopicPolicy');
    const path = (files: object) =>
      checkPipelines(folder({ 'Mail.template.json': template, 'assets.json': {}, ...files })).findings[0]
        ?.path;

    expect(path({ 'manifest.json': aManifest({ Mail: 'Mail.template.json' }, { metadata }) })).toBe(
      'Mail/Notifications/Topic/Resource',
    );
    const beside = aManifest({ Mail: 'Mail.template.json' }, { additionalMetadataFile: 'metadata.json' });
    expect(path({ 'manifest.json': beside, 'metadata.json': metadata })).toBe(
      'Mail/Notifications/Topic/Resource',
    );
  });

  it('shows by the code of its assets what sends mail', () => {
    const template = change(withResource(sound, 'EmailerRole', emailerRole()), 'Emailer', {
      Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
    });
    const withCode = (files: Readonly<Record<string, string>>) =>
      folder({
        'manifest.json': aManifest({ Mail: 'Mail.template.json' }),
        'Mail.template.json': template,
        'assets.json': someAssets({ 'code.zip': 'code' }),
        ...files,
      });

    expect(
      findingsOf(
        'mail-permission',
        withCode({ 'code/lib/send.mjs': "import '@aws-sdk/client-ses'; new SendEmailCommand({})" }),
      ),
    ).toEqual(['error Emailer']);
    expect(
      findingsOf(
        'mail-permission',
        withCode({ 'code/index.py': "boto3.client('ses').send_raw_email(email)" }),
      ),
    ).toEqual(['error Emailer']);
    expect(
      findingsOf('mail-permission', withCode({ 'code/index.js': 'console.log("resendEmails")' })),
    ).toEqual([]);
    expect(findingsOf('mail-permission', withCode({ 'code/Main.class': 'SendEmail' }))).toEqual([
      'info Emailer',
    ]);
    expect(findingsOf('mail-permission', withCode({ code: 'PK archive' }))).toEqual(['info Emailer']);
    expect(findingsOf('mail-permission', withCode({}))).toEqual(['info Emailer']);
  });

  it.each([
    [
      'a folder without a manifest',
      {},
      '',
      /is not a cloud assembly \(it has no manifest.json\): synthesize the app first/,
    ],
    ['a manifest that is cut short', { 'manifest.json': '{' }, 'manifest.json', /cannot be read as JSON/],
    [
      'a manifest without its template',
      { 'manifest.json': aManifest({ Mail: 'Mail.template.json' }), 'assets.json': {} },
      '',
      /Mail.template.json cannot be read as JSON/,
    ],
    [
      'a file that holds no object',
      { 'list.json': [] },
      'list.json',
      /holds no object, so it is no template/,
    ],
    ['what is not there', {}, 'cdk.out', /There is no .*cdk.out: synthesize the app first/],
  ])('is not %s', (_, files, path, message) => {
    expect(() => checkPipelines(join(folder(files), path))).toThrow(message);
  });

  it('is not needed: a single template will do', () => {
    const path = join(folder({ 'Mail.template.json': without(sound, 'TopicPolicy') }), 'Mail.template.json');

    expect(checkPipelines(path).findings.map((finding) => finding.path)).toEqual(['Mail/Topic']);
  });
});

describe('templates in memory', () => {
  it('are wired by the file that metadata names', () => {
    const { parent, child } = aParentAndChild({ 'aws:asset:path': 'Child.nested.template.json' });

    const { pipelines } = checkPipelines([
      { name: 'Child.nested.template.json', template: child },
      { name: 'Mail', template: parent },
    ]);

    expect(pipelines).toMatchObject([{ queue: 'Mail/Queue', function: 'Mail/Child/Emailer' }]);
  });

  it('are checked each by itself where nothing wires them', () => {
    const { parent, child } = aParentAndChild();

    expect(allFindings([parent, child])).toEqual(['info consumer Queue']);
  });
});
