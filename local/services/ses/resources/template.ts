import { objectOf } from '../../../../template/json.ts';
import { textOf } from '../../../../template/scalars.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { ResourceType } from '../../../deploy/resource-type.ts';
import type { EmailTemplate } from '../emulator.ts';
import type { GatedSes } from '../start-ses.ts';

export interface TemplateNeeds {
  readonly ses: Pick<GatedSes, 'addTemplate'>;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ses-template.html */
export const emailTemplate: ResourceType<EmailTemplate, TemplateNeeds> = {
  type: 'AWS::SES::Template',
  identity: (name, { Template }) => {
    const templateName = textOf(objectOf(Template).TemplateName ?? name);
    return { ref: templateName, attributes: { Id: templateName } };
  },
  emulation: {
    by: 'aws-ses-v2-local',
    howFar: 'for sends of v1 and v2; a variable without a value is empty',
  },
  deploy: async (resource, { ses }) => {
    const template = templateOf(resource);
    await ses.addTemplate(template);
    return template;
  },
};

/** @throws Error naming the resource, where SES would refuse it. */
export function templateOf(resource: Resource): EmailTemplate {
  const reader = new ResourceReader(resource);
  const { SubjectPart, TextPart, HtmlPart } = reader.object('Template');
  const TemplateName = textOf(resource.ref());
  if (!/^[\w-]{1,64}$/.test(TemplateName)) {
    throw reader.fault(`TemplateName must be 1 to 64 letters, digits, "-" or "_", got "${TemplateName}"`);
  }
  if (SubjectPart === undefined) throw reader.fault('SubjectPart is required');
  if (TextPart === undefined && HtmlPart === undefined) {
    throw reader.fault('TextPart or HtmlPart is required');
  }
  return {
    TemplateName,
    TemplateContent: {
      Subject: textOf(SubjectPart),
      ...(TextPart !== undefined && { Text: textOf(TextPart) }),
      ...(HtmlPart !== undefined && { Html: textOf(HtmlPart) }),
    },
  };
}
