import * as v from 'valibot';
import { hasControlCharacter } from './email-address.ts';

/**
 * Bytes of an email in MIME that SES's v1 takes: 10 MB, which base64 has reached when an attachment of some 7 MB is in it.
 * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */
export const MAX_EMAIL_BYTES = 10_485_760;

/**
 * SES takes 500 MIME parts: text and HTML, and what holds these and the attachments together, are five.
 * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */
const MAX_ATTACHMENTS = 495;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html */
const MAX_FILENAME = 255;
const MAX_CONTENT_TYPE = 78;
const MAX_CONTENT_ID = 78;

/** Bytes of an object's key in S3. */
const MAX_KEY_BYTES = 1_024;

/**
 * What files that SES does not take end with.
 * @see https://docs.aws.amazon.com/ses/latest/dg/mime-types.html
 */
const REFUSED_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    'ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk ' +
    'mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi ' +
    'msp mst ops pcd pif plg prf prg reg scf scr sct shb shs sys ps1 ps1xml ps2 ps2xml psc1 psc2 tmp url vb vbe vbs vps ' +
    'vsmacros vss vst vsw vxd ws wsc wsf wsh xnk'
  ).split(' '),
);

/** `type/subtype` of RFC 2045 with its parameters, but none of several parts. */
const CONTENT_TYPE =
  /^(?!multipart\/)[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[ !#-[\]-~]*"))*$/i;

/** What may stand between the angle brackets of a `Content-ID`. */
const CONTENT_ID = /^[!-;=?-~]+$/;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const filename = v.pipe(
  v.string(),
  v.check(
    (name) => name !== '' && name.length <= MAX_FILENAME && !hasControlCharacter(name) && !/[/\\]/.test(name),
    `1 to ${MAX_FILENAME} characters, none of them a slash, a backslash or a control character`,
  ),
  v.check((name) => !isOfRefusedKind(name), 'a file of a kind that SES takes'),
);

/** Whether SES does not take a file of that name. */
export function isOfRefusedKind(name: string): boolean {
  return REFUSED_EXTENSIONS.has(/\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}

const s3Object = v.object({
  bucket: v.pipe(v.string(), v.regex(BUCKET, "a bucket's name")),
  key: v.pipe(
    v.string(),
    v.check((key) => key !== '' && Buffer.byteLength(key) <= MAX_KEY_BYTES, `1 to ${MAX_KEY_BYTES} bytes`),
  ),
});

/** A file that goes with an email. */
const attachment = v.pipe(
  v.object({
    /** What recipients see it called. */
    filename,
    /** The file itself in base64, without line breaks. */
    content: v.optional(v.pipe(v.string(), v.regex(BASE64, 'base64 without line breaks'))),
    /** Where the file is, for one that is too large to be published. */
    s3: v.optional(s3Object),
    /** As in `application/pdf`. */
    contentType: v.optional(
      v.pipe(
        v.string(),
        v.check(
          (type) => type.length <= MAX_CONTENT_TYPE && CONTENT_TYPE.test(type),
          `a media type, as in application/pdf, of at most ${MAX_CONTENT_TYPE} characters`,
        ),
      ),
    ),
    /** The name by which `html` shows it, as in `<img src="cid:logo">`. */
    contentId: v.optional(
      v.pipe(
        v.string(),
        v.check(
          (id) => id.length <= MAX_CONTENT_ID && CONTENT_ID.test(id),
          `1 to ${MAX_CONTENT_ID} characters of ASCII without spaces and angle brackets`,
        ),
      ),
    ),
  }),
  v.check(({ content, s3 }) => (content === undefined) !== (s3 === undefined), 'either content or s3'),
);

/** The files that go with an email. */
export const attachmentsSchema = v.pipe(
  v.array(attachment),
  v.maxLength(MAX_ATTACHMENTS, `at most ${MAX_ATTACHMENTS} attachments, as SES takes them`),
  v.check((attachments) => {
    const ids = attachments.flatMap(({ contentId }) => contentId ?? []);
    return new Set(ids).size === ids.length;
  }, 'a contentId of its own for each'),
);

export type Attachment = v.InferOutput<typeof attachment>;

/** Where a file is in S3. */
export type S3Object = v.InferOutput<typeof s3Object>;
