import { describe, expect, it } from '@jest/globals';
import { templateOf } from '../../../../../../local/services/ses/resources/template.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';

const read = (Template: JsonObject) => templateOf(aResource('AWS::SES::Template', { Template }));

describe('templateOf', () => {
  it('has the name that is given', () => {
    expect(read({ TemplateName: 'hi', SubjectPart: 's', TextPart: 't', HtmlPart: 'h' })).toEqual({
      TemplateName: 'hi',
      TemplateContent: { Subject: 's', Text: 't', Html: 'h' },
    });
  });

  it('has a name where none is given', () => {
    expect(read({ SubjectPart: 's', TextPart: 't' })).toEqual({
      TemplateName: 'App-Tested',
      TemplateContent: { Subject: 's', Text: 't' },
    });
  });

  it.each<[JsonObject, string]>([
    [{ TextPart: 't' }, 'SubjectPart is required'],
    [{ SubjectPart: 's' }, 'TextPart or HtmlPart is required'],
    [
      { TemplateName: 'a b', SubjectPart: 's', TextPart: 't' },
      'TemplateName must be 1 to 64 letters, digits, "-" or "_", got "a b"',
    ],
  ])('refuses %j', (template, fault) => {
    expect(() => read(template)).toThrow(`App/Tested (AWS::SES::Template): ${fault}.`);
  });
});
