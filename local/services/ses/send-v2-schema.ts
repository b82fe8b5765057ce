import * as v from 'valibot';

const content = v.object({ Data: v.string(), Charset: v.optional(v.string()) });

const destination = v.object({
  ToAddresses: v.optional(v.array(v.string())),
  CcAddresses: v.optional(v.array(v.string())),
  BccAddresses: v.optional(v.array(v.string())),
});

const simpleContent = v.object({
  Subject: content,
  Body: v.object({ Text: v.optional(content), Html: v.optional(content) }),
  Headers: v.optional(v.array(v.object({ Name: v.string(), Value: v.string() }))),
  Attachments: v.optional(
    v.array(
      v.object({
        FileName: v.string(),
        RawContent: v.string(),
        ContentType: v.optional(v.string()),
        ContentId: v.optional(v.string()),
      }),
    ),
  ),
});

const template = v.object({ TemplateName: v.optional(v.string()), TemplateArn: v.optional(v.string()) });

const tags = v.optional(v.array(v.object({ Name: v.string(), Value: v.string() })));

/**
 * What the front reads of a v2 `SendEmail`; templates are left to the emulator.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export const sendSchema = v.object({
  FromEmailAddress: v.optional(v.string()),
  FeedbackForwardingEmailAddress: v.optional(v.string()),
  ConfigurationSetName: v.optional(v.string()),
  ReplyToAddresses: v.optional(v.array(v.string())),
  Destination: v.optional(destination),
  EmailTags: tags,
  Content: v.object({
    Simple: v.optional(simpleContent),
    Raw: v.optional(v.object({ Data: v.string() })),
    Template: v.optional(template),
  }),
});

/**
 * What the front reads of a v2 `SendBulkEmail`: from whom and to whom it goes, with which tags.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html
 */
export const bulkSendSchema = v.object({
  FromEmailAddress: v.optional(v.string()),
  FeedbackForwardingEmailAddress: v.optional(v.string()),
  ConfigurationSetName: v.optional(v.string()),
  DefaultEmailTags: tags,
  DefaultContent: v.optional(v.object({ Template: v.optional(template) })),
  BulkEmailEntries: v.array(v.object({ Destination: v.optional(destination) })),
});

export type Send = v.InferOutput<typeof sendSchema>;
export type BulkSend = v.InferOutput<typeof bulkSendSchema>;
