import type { Answer } from './answer.ts';
import type { EmailTemplate } from './emulator.ts';
import type { QueryForm } from './query-form.ts';
import type { SesCall, Translation } from './ses-call.ts';
import { SesError } from './ses-error.ts';
import { required } from './v1-form.ts';
import { escapeXml, resultAnswer } from './v1-xml.ts';

const TEMPLATES = '/v2/email/templates';

const DEFAULT_PAGE = 10;
const LARGEST_PAGE = 100;

/** How a call of v1 on templates is asked of the emulator, and what its answer becomes. */
interface TemplateCall extends Pick<Translation, 'method' | 'path' | 'body'> {
  /** The name of the template that it is about, for what is refused. */
  readonly name?: string;
  /** The result in XML, of the emulator's answer. @default none */
  readonly result?: (body: string) => string;
}

/**
 * What v1 does with templates, each as the call of v2 that the emulator knows.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_Operations.html
 */
const CALLS: Readonly<Record<string, (form: QueryForm) => TemplateCall>> = {
  CreateTemplate: (form) => {
    const body = templateIn(form);
    return { method: 'POST', path: TEMPLATES, body, name: body.TemplateName };
  },
  UpdateTemplate: (form) => {
    const body = templateIn(form);
    return { method: 'PUT', path: pathOf(body.TemplateName), body, name: body.TemplateName };
  },
  GetTemplate: (form) => {
    const name = required(form, 'TemplateName');
    return { method: 'GET', path: pathOf(name), body: {}, name, result: templateResult };
  },
  DeleteTemplate: (form) => {
    const name = required(form, 'TemplateName');
    return { method: 'DELETE', path: pathOf(name), body: {}, name };
  },
  ListTemplates: (form) => {
    const size = Math.min(Number(form.get('MaxItems') ?? DEFAULT_PAGE), LARGEST_PAGE);
    const token = form.get('NextToken');
    const query = new URLSearchParams({ PageSize: String(size), ...(token && { NextToken: token }) });
    return { method: 'GET', path: `${TEMPLATES}?${query}`, body: {}, result: listResult };
  },
  TestRenderTemplate: (form) => {
    const name = required(form, 'TemplateName');
    const body = { TemplateData: required(form, 'TemplateData') };
    const result = (answer: string) =>
      element('RenderedTemplate', (JSON.parse(answer) as { RenderedTemplate: string }).RenderedTemplate);
    return { method: 'POST', path: `${pathOf(name)}/render`, body, name, result };
  },
};

/** The calls of v1 on templates, by their actions. */
export const TEMPLATE_ACTIONS: Readonly<Record<string, (form: QueryForm) => SesCall>> = Object.fromEntries(
  Object.entries(CALLS).map(([action, read]) => [
    action,
    (form) => ({ kind: 'other', action, translation: translationOf(action, read(form)) }),
  ]),
);

function translationOf(action: string, { method, path, body, name = '', result }: TemplateCall): Translation {
  return {
    method,
    path,
    body,
    answer: (answered) => resultAnswer(action, result?.(answered) ?? ''),
    refusal: (error) => refusalOf(error, action, name),
  };
}

function pathOf(name: string): string {
  return `${TEMPLATES}/${encodeURIComponent(name)}`;
}

/** @throws SesError where the template has no name, no subject or nothing below it. */
function templateIn(form: QueryForm): EmailTemplate {
  const TemplateName = required(form, 'Template.TemplateName');
  const [Subject, Text, Html] = ['SubjectPart', 'TextPart', 'HtmlPart'].map((part) =>
    form.get(`Template.${part}`),
  );
  if (!Subject) throw SesError.refused('InvalidParameterValue', 'The subject must be specified.');
  if (!Text && !Html) {
    throw SesError.refused(
      'InvalidParameterValue',
      'Either the text part or the HTML part must be specified.',
    );
  }
  return { TemplateName, TemplateContent: { Subject, ...(Text && { Text }), ...(Html && { Html }) } };
}

function templateResult(answered: string): string {
  const { TemplateName, TemplateContent } = JSON.parse(answered) as EmailTemplate;
  const { Subject, Text, Html } = TemplateContent;
  const parts = [
    element('TemplateName', TemplateName),
    element('SubjectPart', Subject),
    element('TextPart', Text),
    element('HtmlPart', Html),
  ];
  return `<Template>${parts.join('')}</Template>`;
}

interface Listed {
  readonly TemplatesMetadata: readonly { readonly TemplateName: string; readonly CreatedTimestamp: number }[];
  readonly NextToken?: string;
}

function listResult(answered: string): string {
  const { TemplatesMetadata, NextToken } = JSON.parse(answered) as Listed;
  const members = TemplatesMetadata.map(({ TemplateName, CreatedTimestamp }) => {
    const created = new Date(CreatedTimestamp * 1000).toISOString();
    return `<member>${element('Name', TemplateName)}${element('CreatedTimestamp', created)}</member>`;
  });
  return `<TemplatesMetadata>${members.join('')}</TemplatesMetadata>${element('NextToken', NextToken)}`;
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
}

/** v1 has names of its own for what is wrong with a template, and takes it that one which is to go is not there. */
function refusalOf(error: SesError, action: string, name: string): SesError | Answer {
  const { message, v2 } = error;
  switch (v2.code) {
    case 'NotFoundException':
      return action === 'DeleteTemplate'
        ? resultAnswer(action, '')
        : SesError.refused('TemplateDoesNotExist', `Template ${name} does not exist`, v2.code);
    case 'AlreadyExistsException':
      return SesError.refused('AlreadyExists', `Template ${name} already exists`, v2.code);
    default: {
      const code = codeOf(action, message);
      return code === undefined ? error : SesError.refused(code, message, v2.code);
    }
  }
}

function codeOf(action: string, message: string): string | undefined {
  if (/compilation failed/.test(message)) return 'InvalidTemplate';
  if (action !== 'TestRenderTemplate') return undefined;
  return /rendering failed/.test(message) ? 'MissingRenderingAttribute' : 'InvalidRenderingParameter';
}
