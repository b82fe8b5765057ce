import {
  CreateTemplateCommand,
  DeleteTemplateCommand,
  GetTemplateCommand,
  ListTemplatesCommand,
  type SESClient,
  SendTemplatedEmailCommand,
  TestRenderTemplateCommand,
  UpdateTemplateCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSes } from '../../../../../local/services/ses/start-ses.ts';
import { aSes, endSes } from './ses-client.ts';

const Template = {
  TemplateName: 'hello',
  SubjectPart: 'Hello {{name}}',
  TextPart: 'Dear {{name}},\r\n\tit < works & <b>.',
  HtmlPart: '<p>\n{{name}}</p>',
};

describe('templates in SES v1', () => {
  let ses: LocalSes;
  let client: SESClient;
  beforeAll(async () => {
    ({ ses, client } = await aSes());
  });
  afterAll(endSes);

  beforeEach(async () => {
    await ses.clear();
    await client.send(new CreateTemplateCommand({ Template }));
  });

  it('are given back as they were given, changed and sent with', async () => {
    expect(await client.send(new GetTemplateCommand({ TemplateName: 'hello' }))).toMatchObject({ Template });

    await client.send(new UpdateTemplateCommand({ Template: { ...Template, SubjectPart: 'Hi {{name}}' } }));
    await client.send(
      new SendTemplatedEmailCommand({
        Source: 'mailroom@example.com',
        Destination: { ToAddresses: ['ada@example.com'] },
        Template: 'hello',
        TemplateData: '{"name":"Ada"}',
      }),
    );

    expect(await ses.emails()).toMatchObject([
      { subject: 'Hi Ada', body: { text: 'Dear Ada,\r\n\tit < works & <b>.', html: '<p>\nAda</p>' } },
    ]);
  });

  it('are listed page by page', async () => {
    await client.send(new CreateTemplateCommand({ Template: { ...Template, TemplateName: 'other' } }));

    const first = await client.send(new ListTemplatesCommand({ MaxItems: 1 }));
    const second = await client.send(new ListTemplatesCommand({ MaxItems: 500, NextToken: first.NextToken }));

    expect([first, second].map(({ TemplatesMetadata }) => TemplatesMetadata)).toEqual([
      [{ Name: 'hello', CreatedTimestamp: expect.any(Date) }],
      [{ Name: 'other', CreatedTimestamp: expect.any(Date) }],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it('are shown as they would arrive', async () => {
    const { RenderedTemplate = '' } = await client.send(
      new TestRenderTemplateCommand({ TemplateName: 'hello', TemplateData: '{"name":"Ada"}' }),
    );

    expect(RenderedTemplate).toContain('Subject: Hello Ada\r\n');
    expect(RenderedTemplate).toContain('Dear Ada,\r\n');
  });

  it('that are deleted are gone, and may be deleted once more', async () => {
    const gone = new DeleteTemplateCommand({ TemplateName: 'hello' });
    await client.send(gone);

    await expect(client.send(gone)).resolves.toBeDefined();
    expect(await client.send(new ListTemplatesCommand({}))).toMatchObject({ TemplatesMetadata: [] });
  });

  it.each([
    ['AlreadyExistsException', new CreateTemplateCommand({ Template })],
    [
      'InvalidTemplateException',
      new UpdateTemplateCommand({ Template: { ...Template, SubjectPart: '{{#if}' } }),
    ],
    [
      'InvalidParameterValue',
      new UpdateTemplateCommand({ Template: { ...Template, SubjectPart: undefined } }),
    ],
    [
      'InvalidParameterValue',
      new CreateTemplateCommand({ Template: { TemplateName: 'new', SubjectPart: 'Hello' } }),
    ],
    [
      'TemplateDoesNotExistException',
      new UpdateTemplateCommand({ Template: { ...Template, TemplateName: 'none' } }),
    ],
    ['TemplateDoesNotExistException', new GetTemplateCommand({ TemplateName: 'none' })],
    [
      'TemplateDoesNotExistException',
      new TestRenderTemplateCommand({ TemplateName: 'none', TemplateData: '{}' }),
    ],
    [
      'MissingRenderingAttributeException',
      new TestRenderTemplateCommand({ TemplateName: 'hello', TemplateData: '{}' }),
    ],
    [
      'InvalidRenderingParameterException',
      new TestRenderTemplateCommand({ TemplateName: 'hello', TemplateData: '{' }),
    ],
  ])('are refused as %s: %#', async (name, command) => {
    await expect((client.send as (command: object) => Promise<object>)(command)).rejects.toMatchObject({
      name,
    });
  });
});
